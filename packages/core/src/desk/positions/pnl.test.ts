import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal, roundUsd, ZERO } from '../../kernel/money/index.ts';
import { averagePrice, type Book, type BookedFill, book, EMPTY_BOOK, outcomeOf, pnlPct, unrealizedPnl } from './pnl.ts';

const d = (value: string | number): Decimal => new Decimal(value);
const buy = (quantity: string, usd: string, feeUsd = '0'): BookedFill => ({
  side: 'buy',
  quantity: d(quantity),
  usd: d(usd),
  feeUsd: d(feeUsd),
});
const sell = (quantity: string, usd: string, feeUsd = '0'): BookedFill => ({
  side: 'sell',
  quantity: d(quantity),
  usd: d(usd),
  feeUsd: d(feeUsd),
});
const booked = (...fills: readonly BookedFill[]): Book => fills.reduce(book, EMPTY_BOOK);

test('fees stand beside the cost, never inside it', () => {
  const after = booked(buy('100', '50', '0.05'));
  expect([after.costBasisUsd, after.entryCostUsd, after.feesUsd].map(Number)).toEqual([50, 50.05, 0.05]);
});

test('a third sold three times releases exactly the whole cost', () => {
  const after = booked(buy('3', '10'), sell('1', '4'), sell('1', '4'), sell('1', '4'));
  expect(after.costBasisUsd.toFixed()).toBe('0');
  expect(after.realizedPnl.toFixed()).toBe('2');
});

test('a partial sale releases its share of the cost rounded to 8 places', () => {
  const after = booked(buy('3', '10'), sell('1', '4'));
  expect(after.costBasisUsd.toFixed()).toBe('6.66666667');
  expect(after.realizedPnl.toFixed()).toBe('0.66666667');
});

test('the average entry price is the cost of what is held over its quantity', () => {
  expect(averagePrice(d('50'), d('2000000')).toFixed()).toBe('0.000025');
  expect(averagePrice(d('50'), ZERO).toFixed()).toBe('0');
});

test.each([
  [0.0051, 'win'],
  [0.005, 'breakeven'],
  [0, 'breakeven'],
  [-0.005, 'breakeven'],
  [-0.0051, 'loss'],
] as const)('a result of %d is a %s', (pct, outcome) => {
  expect(outcomeOf(pct)).toBe(outcome);
});

test('the result counts against everything that was paid to get in', () => {
  expect(pnlPct(d('-3'), d('50'))).toBe(-0.06);
  expect(pnlPct(d('-3'), ZERO)).toBe(0);
});

/** What happens to an account, one thing after another. */
interface Deed {
  readonly token: number;
  readonly kind: 'buy' | 'part' | 'all' | 'transfer';
  readonly price: number;
  readonly share: number;
  readonly feeBps: number;
}

const deeds = fc.array(
  fc.record({
    token: fc.integer({ min: 0, max: 4 }),
    kind: fc.constantFrom<Deed['kind']>('buy', 'buy', 'part', 'part', 'all', 'transfer'),
    price: fc.double({ min: 1e-9, max: 1e5, noNaN: true }),
    share: fc.double({ min: 1e-6, max: 0.999999, noNaN: true }),
    feeBps: fc.integer({ min: 0, max: 200 }),
  }),
  { minLength: 50, maxLength: 400 },
);

interface Account {
  cash: Decimal;
  transfers: Decimal;
  realized: Decimal;
  fees: Decimal;
}

const START = d(1000);

function live(history: readonly Deed[]): {
  readonly account: Account;
  readonly books: readonly Book[];
  readonly prices: readonly Decimal[];
} {
  const account: Account = { cash: START, transfers: ZERO, realized: ZERO, fees: ZERO };
  const books = Array.from({ length: 5 }, () => EMPTY_BOOK);
  const prices = Array.from({ length: 5 }, () => d(1));
  for (const deed of history) {
    prices[deed.token] = d(deed.price);
    const before = books[deed.token] ?? EMPTY_BOOK;
    const fill = fillOf(deed, before);
    if (deed.kind === 'transfer') transfer(account, deed);
    if (!fill) continue;
    const after = book(before, fill);
    account.cash = account.cash.add(fill.side === 'buy' ? fill.usd.neg() : fill.usd).sub(fill.feeUsd);
    account.realized = account.realized.add(after.realizedPnl.sub(before.realizedPnl));
    account.fees = account.fees.add(fill.feeUsd);
    books[deed.token] = after;
  }
  return { account, books, prices };
}

function transfer(account: Account, { share }: Deed): void {
  account.transfers = account.transfers.add(roundUsd(share * 100));
  account.cash = account.cash.add(roundUsd(share * 100));
}

function fillOf({ kind, price, share, feeBps }: Deed, held: Book): BookedFill | null {
  if (kind === 'transfer') return null;
  const quantity =
    kind === 'buy'
      ? d(share * 60)
          .div(price)
          .toDecimalPlaces(9)
      : kind === 'all'
        ? held.quantity
        : held.quantity.mul(share).toDecimalPlaces(9, Decimal.ROUND_DOWN);
  if (quantity.lte(0)) return null;
  const usd = roundUsd(quantity.mul(price));
  return { side: kind === 'buy' ? 'buy' : 'sell', quantity, usd, feeUsd: roundUsd(usd.mul(feeBps).div(10_000)) };
}

const sum = (values: readonly Decimal[]): Decimal => values.reduce((total, value) => total.add(value), ZERO);

test('I14: after any history cash and positions equal capital, transfers and results to the last decimal', () => {
  fc.assert(
    fc.property(deeds, (history) => {
      const { account, books, prices } = live(history);
      const unrealized = books.map((one, i) => unrealizedPnl(one, prices[i] ?? ZERO));
      const value = sum(books.map((one, i) => one.costBasisUsd.add(unrealized[i] ?? ZERO)));
      const right = START.add(account.transfers).add(account.realized).add(sum(unrealized)).sub(account.fees);
      expect(account.cash.add(value).toFixed()).toBe(right.toFixed());
    }),
    { numRuns: 60 },
  );
});

test('I14: nothing of the cost is left when everything is sold, however it was sold', () => {
  fc.assert(
    fc.property(deeds, (history) => {
      const selling = Array.from(
        { length: 5 },
        (_, token): Deed => ({ token, kind: 'all', price: 1, share: 0.5, feeBps: 10 }),
      );
      const { books } = live([...history, ...selling]);
      for (const one of books) expect([one.quantity.toFixed(), one.costBasisUsd.toFixed()]).toEqual(['0', '0']);
    }),
    { numRuns: 20 },
  );
});

test('purchases add up in quantity, cost and fees', () => {
  const after = booked(buy('100', '50', '0.05'), buy('20', '12', '0.02'));
  expect(after).toEqual({
    quantity: d('120'),
    filledQty: d('120'),
    costBasisUsd: d('62'),
    entryCostUsd: d('62.07'),
    proceedsUsd: ZERO,
    feesUsd: d('0.07'),
    realizedPnl: ZERO,
  });
});

test('sales add up in proceeds, fees and result, and what was ever bought stays', () => {
  const after = booked(buy('100', '50', '0.05'), sell('40', '24', '0.03'), sell('20', '8', '0.01'));
  // 40 cost 20 and brought 24; 20 cost 10 and brought 8
  expect(after).toEqual({
    quantity: d('40'),
    filledQty: d('100'),
    costBasisUsd: d('20'),
    entryCostUsd: d('50.05'),
    proceedsUsd: d('32'),
    feesUsd: d('0.09'),
    realizedPnl: d('2'),
  });
});

test('a sale of all releases all of the cost, though its share would not come out even', () => {
  const after = booked(buy('7', '10'), sell('3', '5'), sell('4', '5'));
  expect([after.costBasisUsd, after.quantity, after.realizedPnl].map(Number)).toEqual([0, 0, 0]);
});

test('what is held would gain its worth less its cost, to the eighth place', () => {
  const held = { quantity: d('3'), costBasisUsd: d('1') };
  expect(unrealizedPnl(held, d('0.5')).toFixed()).toBe('0.5');
  expect(unrealizedPnl(held, d('0.123456789')).toFixed()).toBe('-0.62962963');
});

test('an average price has eighteen places, half up', () => {
  expect(averagePrice(d('2'), d('3')).toFixed()).toBe('0.666666666666666667');
});
