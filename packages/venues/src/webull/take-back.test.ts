import { findInstrumentsByContract } from '@atc/core/desk/instruments';
import { placeOrder, reconcileHoldings, reconcileOrders } from '@atc/core/desk/orders';
import { DESK_START, type OrderDesk, orderDesk } from '@atc/core/testing/desk';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWebullBroker } from './adapter/webull-broker.ts';
import { openWebullClient } from './adapter/webull-client.ts';
import { type LocalWebull, openLocalWebull } from './local/index.ts';

const keys = { appKey: 'app', appSecret: 'secret' };
const fast = { requests: 100_000, windowMs: 1000 };
const CANCEL = /order\/cancel/;
let desk: OrderDesk;
let venue: LocalWebull;
let ctx: OrderDesk['ctx'];
let instrumentId: string;

beforeEach(async () => {
  desk = await orderDesk({ symbols: ['W'] });
  venue = await openLocalWebull({
    ...keys,
    accountId: 'U1',
    cashUsd: 1e6,
    priceOf: () => 0.00002,
    now: () => DESK_START,
  });
  const broker = openWebullBroker({
    client: openWebullClient({ ...keys, baseUrl: venue.url, paces: { orders: fast, queries: fast, token: fast } }),
    webullAccountId: 'U1',
    assetClass: 'equity',
    instrumentOf: async (symbol) => (await findInstrumentsByContract(desk.db, [symbol]))[0]?.id ?? null,
    settlingMs: 20,
  });
  ctx = { ...desk.ctx, brokers: { of: () => broker } };
  instrumentId = await desk.addInstrument('W');
});
afterEach(async () => {
  await venue.close();
  await desk.close();
});

/** A purchase that the venue works on, some of it filled, of which our books know since so many seconds. */
async function rest({ filledShare = 0, seconds = 0 } = {}) {
  venue.book.restNext(filledShare);
  const placement = await placeOrder(ctx, await desk.buy(instrumentId));
  if (!('order' in placement)) throw new Error('the order was not taken');
  const { id } = placement.order;
  await desk.db.$executeRaw`
      UPDATE ops_orders SET created_at = created_at - make_interval(secs => ${seconds}::float8) WHERE id = ${id}::uuid`;
  return placement.order;
}

const look = () => reconcileOrders(ctx, { atStart: true });
const orderOf = (id: string) => desk.db.order.findUniqueOrThrow({ where: { id }, include: { fills: true } });
const wishes = () => desk.db.event.count({ where: { kind: 'order.taken_back' } });

test('an entry that works for less than a minute is left to work', async () => {
  const { id, clientOrderId } = await rest({ seconds: 55 });
  await look();
  expect((await orderOf(id)).status).toBe('submitted');
  expect(venue.book.orders.get(clientOrderId)?.state).toBe('working');
  venue.book.complete(clientOrderId);
  await look();
  expect((await orderOf(id)).status).toBe('filled');
  expect(await wishes()).toBe(0);
});

test('an entry that does not fill in its time is taken back, and its reason is kept', async () => {
  const { id } = await rest({ seconds: 60 });
  await look();
  expect(await orderOf(id)).toMatchObject({ status: 'canceled', reason: 'it did not fill in its time', fills: [] });
  expect(await wishes()).toBe(1);
  expect((await reconcileHoldings(ctx)).differences).toEqual([]);
});

test.each(['reducing', 'halted'] as const)('in %s an entry that works is taken back at once', async (state) => {
  const { id } = await rest();
  await desk.db.tradingState.update({ where: { id: 1 }, data: { state } });
  await look();
  expect(await orderOf(id)).toMatchObject({ status: 'canceled', reason: `trading is ${state}` });
});

test('what was filled of an order before it was taken back is held', async () => {
  const { id, clientOrderId } = await rest({ filledShare: 0.25, seconds: 90 });
  await look();
  const { status, filledQty } = await orderOf(id);
  expect(status).toBe('canceled');
  expect(filledQty.toFixed()).toBe(venue.book.orders.get(clientOrderId)?.filled.toFixed());
  expect(filledQty.gt(0)).toBe(true);
  expect((await reconcileHoldings(ctx)).differences).toEqual([]);
});

test('an order that fills while it is taken back is filled: the venue’s last word counts', async () => {
  const { id, clientOrderId } = await rest({ seconds: 90 });
  venue.book.complete(clientOrderId);
  const booked = venue.book.orders.get(clientOrderId);
  // The next question is answered as if it still worked.
  if (booked) booked.showsAfter = 1;
  await look();
  expect((await orderOf(id)).status).toBe('filled');
  expect(await wishes()).toBe(1);
  expect((await reconcileHoldings(ctx)).differences).toEqual([]);
});

test('an answer that is lost, or a death after the wish, changes nothing: the next look takes it back', async () => {
  const { id } = await rest({ seconds: 90 });
  venue.faults.inject({ path: CANCEL, moment: 'before', fault: { kind: 'drop' }, times: 1 });
  await look();
  expect((await orderOf(id)).status).toBe('submitted');
  venue.faults.inject({ path: CANCEL, moment: 'after', fault: { kind: 'drop' }, times: 1 });
  await look();
  await look();
  expect(await orderOf(id)).toMatchObject({ status: 'canceled', reason: 'it did not fill in its time' });
  expect(await wishes()).toBe(1);
});

test('an exit that works is left to work: who wants out still wants out', async () => {
  const bought = await placeOrder(ctx, await desk.buy(instrumentId));
  if (!('order' in bought) || bought.order.positionId === null) throw new Error('nothing was bought');
  const sale = await desk.sell(bought.order.positionId);
  venue.book.restNext();
  const sold = await placeOrder(ctx, sale);
  if (!('order' in sold)) throw new Error('the sale was not taken');
  const { id, clientOrderId } = sold.order;
  await desk.db.$executeRaw`UPDATE ops_orders SET created_at = created_at - interval '1 hour' WHERE id = ${id}::uuid`;
  await look();
  expect((await orderOf(id)).status).toBe('submitted');
  venue.book.complete(clientOrderId);
  await look();
  expect((await orderOf(id)).status).toBe('filled');
});
