import { openWebullBroker, openWebullClient } from '@atc/core/desk/brokers';
import { findInstrumentsByContract } from '@atc/core/desk/instruments';
import { isFinal, type OrderWork, placeOrder, reconcileHoldings, reconcileOrders } from '@atc/core/desk/orders';
import { seededDice } from '@atc/core/kernel/dice';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OrderDesk, orderDesk } from '../../../core/src/testing/order-desk.ts';
import { DESK_START } from '../../../core/src/testing/test-desk.ts';
import { type LocalWebull, openLocalWebull } from './index.ts';

const LANES = 6;
const TRADES = 10;
const symbols = Array.from({ length: LANES }, (_, i) => `W${i}`);
const keys = { appKey: 'app', appSecret: 'secret' };
const fast = { requests: 100_000, windowMs: 1000 };
const dice = seededDice('lossy webull');
let desk: OrderDesk;
let venue: LocalWebull;
let ctx: OrderDesk['ctx'];

beforeAll(async () => {
  desk = await orderDesk({ symbols });
  venue = await openLocalWebull({
    ...keys,
    accountId: 'U1',
    cashUsd: 1e6,
    priceOf: () => 0.00002,
    now: () => DESK_START,
    needsToken: true,
  });
  const broker = openWebullBroker({
    client: openWebullClient({ ...keys, baseUrl: venue.url, paces: { orders: fast, queries: fast, token: fast } }),
    webullAccountId: 'U1',
    instrumentOf: async (symbol) => (await findInstrumentsByContract(desk.db, [symbol]))[0]?.id ?? null,
    settlingMs: 20,
  });
  ctx = { ...desk.ctx, brokers: { of: () => broker } };
});
afterAll(async () => {
  await venue.close();
  await desk.close();
});

async function untilFinal(work: OrderWork) {
  for (;;) {
    const placement = await placeOrder(ctx, work).catch(() => null);
    if (placement?.kind === 'final') return placement.order;
  }
}

async function tradeOn(symbol: string): Promise<void> {
  const instrumentId = await desk.addInstrument(symbol);
  for (let trade = 0; trade < TRADES; trade += 1) {
    const { positionId, filledQty } = await untilFinal(await desk.buy(instrumentId));
    if (trade < TRADES - 1 && filledQty.gt(0) && positionId) await untilFinal(await desk.sell(positionId));
  }
}

test('I3, I4: over a Webull that fails every third request each order is taken once and booked as it was filled', async () => {
  let rolled = 0;
  venue.faults.plague(
    () => {
      rolled += 1;
      return dice.roll('fault', String(rolled));
    },
    0.33,
    0,
  );
  await Promise.all([...symbols.map(tradeOn), reconcileOrders(ctx, { atStart: true })]);
  venue.faults.clear();
  const orders = await desk.db.order.findMany();
  expect(orders.length).toBeGreaterThan(LANES * TRADES);
  expect(orders.every((order) => isFinal(order.status))).toBe(true);
  const filled = orders.filter((order) => order.filledQty.gt(0));
  expect(new Map(filled.map((order) => [order.clientOrderId, order.filledQty.toFixed()]))).toEqual(
    new Map([...venue.book.orders].map(([id, booked]) => [id, booked.quantity.toFixed()])),
  );
  expect((await reconcileHoldings(ctx)).differences).toEqual([]);
});
