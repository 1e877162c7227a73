import { findInstrumentsByContract } from '@atc/core/desk/instruments';
import { isFinal, type OrderWork, placeOrder, reconcileHoldings, reconcileOrders } from '@atc/core/desk/orders';
import { seededDice } from '@atc/core/kernel/dice';
import { scriptedMarket } from '@atc/core/testing';
import { DESK_START, type OrderDesk, orderDesk } from '@atc/core/testing/desk';
import { afterEach, expect, test } from 'vitest';
import { openWebullBroker } from './adapter/webull-broker.ts';
import { openWebullClient } from './adapter/webull-client.ts';
import { type LocalWebull, openLocalWebull } from './local/index.ts';

const LANES = 6;
const TRADES = 10;
const symbols = Array.from({ length: LANES }, (_, i) => `W${i}`);
const keys = { appKey: 'app', appSecret: 'secret' };
const fast = { requests: 100_000, windowMs: 1000 };
const dice = seededDice('lossy webull');
let desk: OrderDesk;
let venue: LocalWebull;
let ctx: OrderDesk['ctx'];

/**
 * What is traded at which price; how many shares one of the venue's units is; and how an instrument is called there.
 */
const classes = {
  equity: { price: 0.00002, units: 1, contractOf: (lane: number) => `W${lane}` },
  option: { price: 0.2, units: 100, contractOf: (lane: number) => `W${lane}270115C00001000` },
} as const;

async function openDesk(assetClass: keyof typeof classes): Promise<void> {
  const { price, contractOf } = classes[assetClass];
  desk = await orderDesk({ symbols, price });
  venue = await openLocalWebull({
    ...keys,
    accountId: 'U1',
    cashUsd: 1e6,
    priceOf: () => price,
    now: () => DESK_START,
    needsToken: true,
  });
  const broker = openWebullBroker({
    client: openWebullClient({ ...keys, baseUrl: venue.url, paces: { orders: fast, queries: fast, token: fast } }),
    webullAccountId: 'U1',
    assetClass,
    instrumentOf: async (symbol) => (await findInstrumentsByContract(desk.db, [symbol]))[0]?.id ?? null,
    settlingMs: 20,
  });
  const market = scriptedMarket(Object.fromEntries(symbols.map((_, lane) => [contractOf(lane), price])), {
    startsAt: DESK_START,
  });
  ctx = { ...desk.ctx, market, brokers: { of: () => broker } };
}
afterEach(async () => {
  await venue.close();
  await desk.close();
});

async function untilFinal(work: OrderWork) {
  for (;;) {
    const placement = await placeOrder(ctx, work).catch(() => null);
    if (placement?.kind === 'final') return placement.order;
  }
}

async function tradeOn(symbol: string, contract: string): Promise<void> {
  const instrumentId = await desk.addInstrument(symbol);
  await desk.db.instrument.update({ where: { id: instrumentId }, data: { contract } });
  for (let trade = 0; trade < TRADES; trade += 1) {
    const { positionId, filledQty } = await untilFinal(await desk.buy(instrumentId));
    if (trade < TRADES - 1 && filledQty.gt(0) && positionId) await untilFinal(await desk.sell(positionId));
  }
}

test.each(['equity', 'option'] as const)(
  'I3, I4: over a Webull that fails every third request each order of an %s is taken once and booked as it was filled',
  async (assetClass) => {
    const { units, contractOf } = classes[assetClass];
    await openDesk(assetClass);
    let rolled = 0;
    venue.faults.plague(
      () => {
        rolled += 1;
        return dice.roll('fault', String(rolled));
      },
      0.33,
      0,
    );
    const trades = symbols.map((symbol, lane) => tradeOn(symbol, contractOf(lane)));
    await Promise.all([...trades, reconcileOrders(ctx, { atStart: true })]);
    venue.faults.clear();
    const orders = await desk.db.order.findMany();
    expect(orders.length).toBeGreaterThan(LANES * TRADES);
    expect(orders.every((order) => isFinal(order.status))).toBe(true);
    const filled = orders.filter((order) => order.filledQty.gt(0));
    expect(new Map(filled.map((order) => [order.clientOrderId, order.filledQty.toFixed()]))).toEqual(
      new Map([...venue.book.orders].map(([id, booked]) => [id, booked.quantity.mul(units).toFixed()])),
    );
    expect((await reconcileHoldings(ctx)).differences).toEqual([]);
  },
);
