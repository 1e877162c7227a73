import { findInstrumentsByContract } from '@atc/core/desk/instruments';
import { hearVenues, placeOrder } from '@atc/core/desk/orders';
import { Decimal } from '@atc/core/kernel/money';
import { DESK_START, type OrderDesk, orderDesk } from '@atc/core/testing/desk';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTopstepxBroker } from './adapter/topstepx-broker.ts';
import { openTopstepxClient } from './adapter/topstepx-client.ts';
import { type LocalTopstepx, openLocalTopstepx } from './local/index.ts';

const login = { userName: 'desk', apiKey: 'key' };
const ACCOUNT = 465;
const CONTRACT = 'F_USDT';
const SUBSCRIPTIONS = ['SubscribeAccounts', 'SubscribeOrders', 'SubscribePositions', 'SubscribeTrades'];
const HUB = /^\/hubs\//;
let desk: OrderDesk;
let venue: LocalTopstepx;
let ctx: OrderDesk['ctx'];
let instrumentId: string;
let stop: () => Promise<void>;

beforeEach(async () => {
  desk = await orderDesk({ symbols: ['F'] });
  // A tick is worth a cent: one contract is a million units, 20 USD.
  const listing = { id: CONTRACT, tickSize: 0.00000001, tickValue: 0.01, activeContract: true };
  venue = await openLocalTopstepx({
    ...login,
    accountId: ACCOUNT,
    listings: () => [listing],
    priceOf: () => 0.00002,
    now: () => DESK_START,
  });
  const broker = openTopstepxBroker({
    client: openTopstepxClient({ ...login, baseUrl: venue.url, pace: { requests: 100_000, windowMs: 1000 } }),
    topstepxAccountId: ACCOUNT,
    instrumentOf: async (contract) => (await findInstrumentsByContract(desk.db, [contract]))[0]?.id ?? null,
    settlingMs: 20,
    feeRoomUsd: new Decimal('0.4'),
    brackets: false,
    userHub: { url: venue.hubUrl, firstRestMs: 20 },
  });
  ctx = { ...desk.ctx, brokers: { of: () => broker } };
  instrumentId = await desk.addInstrument('F');
  stop = await hearVenues(ctx);
  await listening();
});
afterEach(async () => {
  await stop();
  await venue.close();
  await desk.close();
});

const soon = { timeout: 10_000, interval: 20 };
const listening = () =>
  expect.poll(() => SUBSCRIPTIONS.map((topic) => venue.hub.listeners(topic)), soon).toEqual([1, 1, 1, 1]);
const statusOf = async (id: string) => (await desk.db.order.findUniqueOrThrow({ where: { id } })).status;

/** A purchase that the venue works on, about which nobody would ask for an hour. */
async function rest() {
  venue.book.restNext();
  const placement = await placeOrder(ctx, await desk.buy(instrumentId));
  if (!('order' in placement)) throw new Error('the order was not taken');
  const { id, clientOrderId } = placement.order;
  expect(placement.order.status).toBe('submitted');
  await desk.db
    .$executeRaw`UPDATE ops_orders SET next_check_at = clock_timestamp() + interval '1 hour' WHERE id = ${id}::uuid`;
  return { id, clientOrderId };
}

test('a fill that is pushed is asked for and booked at once', async () => {
  const { id, clientOrderId } = await rest();
  venue.book.complete(clientOrderId);
  await expect.poll(() => statusOf(id), soon).toBe('filled');
  const fills = await desk.db.fill.findMany({ where: { orderId: id } });
  expect(fills.reduce((sum, { quantity }) => sum.add(quantity), new Decimal(0)).toFixed()).toBe('2000000');
});

test('what was pushed while nobody listened is asked for when the connection is there again', async () => {
  const { id, clientOrderId } = await rest();
  venue.faults.inject({ path: HUB, moment: 'after', fault: { kind: 'drop' }, times: 1 });
  venue.book.complete(clientOrderId);
  await expect.poll(() => statusOf(id), soon).toBe('filled');
  await listening();
});

test('it subscribes again after the venue was away, and after its token ran out', async () => {
  venue.endSessions();
  await venue.restart();
  await listening();
  const { id, clientOrderId } = await rest();
  venue.book.complete(clientOrderId);
  await expect.poll(() => statusOf(id), soon).toBe('filled');
});

test('who is logged out comes back', async () => {
  venue.hub.push('SubscribeAccounts', 'GatewayLogout', 'another session');
  await expect.poll(() => venue.hub.listeners('SubscribeAccounts'), soon).toBe(0);
  await listening();
});

test('a push is a hint and never a fact: an order that is said to be filled and is not stays as it is', async () => {
  const { id } = await rest();
  const before = venue.book.orders.length;
  venue.hub.push('SubscribeOrders', 'GatewayUserOrder', { action: 1, data: { id: 1, accountId: ACCOUNT, status: 2 } });
  venue.hub.push('SubscribeOrders', 'GatewayUserOrder', null);
  venue.hub.push('SubscribeOrders', 'GatewayUserOrder', 'rubbish', { more: 1 });
  // The order was asked about: the next time is not in an hour any more.
  const askedAgainAt = async () => (await desk.db.order.findUniqueOrThrow({ where: { id } })).nextCheckAt?.getTime();
  await expect.poll(askedAgainAt, soon).toBeLessThan(Date.now() + 1_800_000);
  expect(await statusOf(id)).toBe('submitted');
  expect(venue.book.orders).toHaveLength(before);
});
