import { placeOrder, reconcileHoldings } from '@atc/core/desk/orders';
import { Decimal } from '@atc/core/kernel/money';
import { afterEach, expect, test } from 'vitest';
import { readFeeBurn } from './fees/read-fee-burn.ts';
import { type ExchangeDesk, exchangeDesk } from './testing/exchange-desk.ts';

const PRICE = 123.45;
/** A database and an exchange each time, on a machine that may be busy. */
const SLOW = { timeout: 90_000 };

let stage: ExchangeDesk;
afterEach(() => stage.close());

/** Buys for 50 USD and sells all of it, so often. */
async function trade(rounds: number): Promise<void> {
  const { ctx, desk, instrumentId } = stage;
  for (let round = 0; round < rounds; round += 1) {
    const bought = await placeOrder(ctx, await desk.buy(instrumentId, '50'));
    if (bought.kind !== 'final' || !bought.order.positionId) throw new Error('nothing was bought');
    expect((await placeOrder(ctx, await desk.sell(bought.order.positionId))).kind).toBe('final');
  }
}

const coinsOf = () => [...new Set(stage.venue.book.orders.flatMap(({ trades }) => trades.map((one) => one.feeCoin)))];
const account = () => stage.desk.db.account.findFirstOrThrow();
const locks = () => stage.desk.db.lock.count({ where: { liftedAt: null } });

// A fee is some 0.00006 BNB: 0.0001 pay the first one.
test.each([
  ['a third coin', { feesIn: 'third' }, ['BNB']],
  ['the coins that are traded', { feesIn: 'base' }, ['SOL', 'USDT']],
  ['a third coin until there is no more of it', { feesIn: 'third', thirdCoins: 0.0001 }, ['BNB', 'USDT', 'SOL']],
] as const)(
  'where fees are taken in %s, books and exchange agree about cash and coins',
  SLOW,
  async (_, fees, coins) => {
    stage = await exchangeDesk({ priceOf: () => PRICE, ...fees });
    await trade(2);
    expect(coinsOf()).toEqual(coins);
    for (let look = 0; look < 2; look += 1) expect((await reconcileHoldings(stage.ctx)).differences).toEqual([]);
    expect(await locks()).toBe(0);
    const { cashUsd, feesUsd, feesApartUsd } = await account();
    const told = (await stage.broker.statement('account')).cashUsd;
    expect(told?.sub(cashUsd.add(feesApartUsd)).abs().toNumber()).toBeLessThan(0.0001);
    // Both rounds lost their fees and nothing else, but for what no step of the coin could hold.
    const [lost] = [new Decimal(1e6).sub(cashUsd)];
    expect(lost.sub(feesUsd).abs().toNumber()).toBeLessThan(0.0001);
    expect(feesUsd.gt('0.1')).toBe(true);
  },
);

test(
  'a fee in a third coin counts at the price of its minute, and comes out of what was to be spent',
  SLOW,
  async () => {
    stage = await exchangeDesk({ priceOf: () => PRICE });
    const { ctx, desk, instrumentId } = stage;
    await placeOrder(ctx, await desk.buy(instrumentId, '50'));
    const [taken] = stage.venue.book.orders;
    const [one] = taken?.trades ?? [];
    const { feesApartUsd, feesUsd, cashUsd } = await account();
    expect(feesApartUsd.toFixed()).toBe(one?.fee.mul(600).toDecimalPlaces(8).toFixed());
    expect(feesUsd.gte(feesApartUsd)).toBe(true);
    expect(new Decimal(1e6).sub(cashUsd).lte(50)).toBe(true);
  },
);

test.each([
  ['third', true],
  ['base', false],
] as const)('an account says whether it pays its fees in a %s coin', SLOW, async (feesIn, said) => {
  stage = await exchangeDesk({ priceOf: () => PRICE, feesIn });
  expect(await readFeeBurn(stage.client)).toBe(said);
});
