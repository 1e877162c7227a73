import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Decimal, ZERO } from '../../../kernel/money/index.ts';
import { type OrderDesk, orderDesk } from '../../../testing/desk/index.ts';
import { listActiveLocks } from '../../protections/index.ts';
import { placeOrder, reconcileHoldings } from '../index.ts';

let desk: OrderDesk;

beforeAll(async () => {
  desk = await orderDesk({ symbols: ['AGREED', 'FOUND', 'MOVING'] });
});
afterAll(() => desk.close());

const locksOf = async (wanted: string) =>
  (await listActiveLocks(desk.db, desk.ctx.clock.now())).filter(({ subject }) => subject === wanted);
const frozenEvents = (instrumentId: string) =>
  desk.db.event.count({ where: { kind: 'protection.locked', instrumentId } });

/** Trades on the account without our books knowing; returns the quantity. */
async function tradeBehindOurBack(
  instrumentId: string,
  amount: { readonly spendUsd: string } | { readonly quantity: string },
): Promise<string> {
  const order = {
    accountId: desk.accountId,
    instrumentId,
    contract: 'FOUND_USDT',
    type: 'market',
    refPrice: '0.00002',
    triggerPrice: null,
    decimals: 6,
  } as const;
  const what =
    'spendUsd' in amount
      ? ({ ...amount, side: 'buy', quantity: null } as const)
      : ({ ...amount, side: 'sell', spendUsd: null } as const);
  const { fills } = await desk.venue.broker.place({ clientOrderId: `behind-${what.side}`, ...order, ...what });
  return fills.reduce((sum: Decimal, fill) => sum.add(fill.quantity), ZERO).toFixed();
}

test('books and venue that agree freeze nothing', async () => {
  const instrumentId = await desk.addInstrument('AGREED');
  await placeOrder(desk.ctx, await desk.buy(instrumentId));
  expect((await reconcileHoldings(desk.ctx)).differences).toEqual([]);
  expect(await locksOf(instrumentId)).toEqual([]);
});

test('what the venue holds and we do not know freezes its instrument, once, until both agree again', async () => {
  const instrumentId = await desk.addInstrument('FOUND');
  const quantity = await tradeBehindOurBack(instrumentId, { spendUsd: '10' });
  for (let time = 0; time < 2; time += 1) {
    const { differences } = await reconcileHoldings(desk.ctx);
    expect(
      differences.map((difference) => [difference.instrumentId, difference.ours.toFixed(), difference.venue.toFixed()]),
    ).toEqual([[instrumentId, '0', quantity]]);
  }
  expect((await locksOf(instrumentId)).map((lock) => lock.kind)).toEqual(['reconciliation']);
  expect(await frozenEvents(instrumentId)).toBe(1);
  await tradeBehindOurBack(instrumentId, { quantity });
  await reconcileHoldings(desk.ctx);
  expect(await locksOf(instrumentId)).toEqual([]);
});

test('an order that the venue has filled and we have not booked yet is no difference', async () => {
  const instrumentId = await desk.addInstrument('MOVING');
  desk.venue.onPlace = async (_, deliver) => {
    await deliver();
    throw new Error('connection reset');
  };
  desk.venue.onStatus = () => Promise.reject(new Error('connection reset'));
  await placeOrder(desk.ctx, await desk.buy(instrumentId));
  expect((await reconcileHoldings(desk.ctx)).differences).toEqual([]);
  expect(await locksOf(instrumentId)).toEqual([]);
});

test('at a start nothing is bought before the venue says what it holds; later its silence stops nobody', async () => {
  const silent = { ...desk.venue.broker, holdings: () => Promise.reject(new Error('connection reset')) };
  const unanswered = { ...desk.ctx, brokers: { of: () => silent } };
  await reconcileHoldings(unanswered);
  expect(await locksOf('company')).toEqual([]);
  for (let start = 0; start < 2; start += 1) await reconcileHoldings(unanswered, { atStart: true });
  expect((await locksOf('company')).map(({ kind, reason }) => [kind, reason])).toEqual([
    ['reconciliation', 'paper does not say what it holds'],
  ]);
  await reconcileHoldings(desk.ctx);
  expect(await locksOf('company')).toEqual([]);
});

test('a foreign open order, or cash that differs twice, stops purchases until books and venue agree', async () => {
  const { broker } = desk.venue;
  const plain = await broker.statement(desk.accountId);
  let statement = plain;
  const watched = { ...broker, statement: async () => statement };
  const ctx = { ...desk.ctx, brokers: { of: () => watched } };
  const look = async (said: Partial<typeof plain>) => {
    statement = { ...plain, ...said };
    await reconcileHoldings(ctx);
    return (await locksOf('company')).map(({ reason }) => reason);
  };
  expect(await look({ openOrders: [{ clientOrderId: 'by-hand', venueOrderId: 'X9' }] })).toEqual([
    '1 open orders are none of ours, the first is X9',
  ]);
  expect(await look({})).toEqual([]);
  const ended = await desk.db.order.findFirstOrThrow({ where: { status: 'filled' } });
  const open = [{ clientOrderId: ended.clientOrderId, venueOrderId: 'X10' }];
  expect(await look({ openOrders: open })).toEqual(['1 open orders are none of ours, the first is X10']);
  expect(await look({})).toEqual([]);
  await desk.db.order.updateMany({ where: { status: 'unknown' }, data: { status: 'canceled' } });
  const { cashUsd } = await desk.db.account.findFirstOrThrow();
  const less = { cashUsd: cashUsd.sub(5) };
  expect(await look(less)).toEqual([]);
  expect(await look(less)).toEqual([expect.stringContaining('the venue')]);
  expect(await look({ cashUsd })).toEqual([]);
});
