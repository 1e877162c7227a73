import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import { DESK_START, type OrderDesk, orderDesk } from '../../testing/desk/index.ts';
import { acting, hostileTexts } from '../../testing/hostile-texts.ts';
import { findPosition } from '../positions/index.ts';
import { setTradingState } from '../protections/index.ts';
import { type Order, type OrderWork, type Placement, placeOrder, reconcileOrders } from './index.ts';
import { findStepOrder } from './store.ts';

const symbols = Array.from({ length: 60 }, (_, i) => `T${i}`);
let desk: OrderDesk;
let next = 0;

beforeAll(async () => {
  desk = await orderDesk({ symbols });
});
afterAll(() => desk.close());
beforeEach(async () => {
  desk.venue.onPlace = (_, deliver) => deliver();
  desk.venue.onStatus = (_, ask) => ask();
  desk.venue.sent.length = 0;
  desk.venue.asked.length = 0;
  await setTradingState(desk.ctx, { state: 'active', reason: 'next test', by: 'test' });
});

async function buyWork(): Promise<OrderWork> {
  const symbol = symbols[next] ?? '';
  next += 1;
  return desk.buy(await desk.addInstrument(symbol));
}

function orderOf(placement: Placement): Order {
  if (!('order' in placement)) throw new Error(`there is no order: ${placement.kind}`);
  return placement.order;
}

async function statesOf(order: Order): Promise<readonly string[]> {
  const row = await desk.db.order.findUniqueOrThrow({ where: { id: order.id } });
  return (row.evidence as unknown as { to: string; by: string }[]).map(({ to, by }) => `${to} by ${by}`);
}

const fillsOf = (order: Order) => desk.db.fill.count({ where: { orderId: order.id } });
const lost = () => Promise.reject(new Error('connection reset'));

test('an order is filled, booked and opens its position', async () => {
  const placement = await placeOrder(desk.ctx, await buyWork());
  const order = orderOf(placement);
  expect(placement.kind).toBe('final');
  expect(order.filledUsd.add(order.feeUsd).lte(50)).toBe(true);
  expect((await findPosition(desk.db, order.positionId ?? ''))?.quantity.toFixed()).toBe(order.filledQty.toFixed());
  expect(await statesOf(order)).toEqual([`${order.status} by place`]);
});

test('a step that is run again gets the order it has, and the venue hears nothing', async () => {
  const work = await buyWork();
  const first = orderOf(await placeOrder(desk.ctx, work));
  const again = orderOf(
    await placeOrder(desk.ctx, { ...work, intend: () => Promise.reject(new Error('planned again')) }),
  );
  expect(again.id).toBe(first.id);
  expect(desk.venue.sent).toHaveLength(1);
});

test('I3: ten runs of one step at once are one order', async () => {
  const work = await buyWork();
  const placements = await Promise.all(Array.from({ length: 10 }, () => placeOrder(desk.ctx, work)));
  expect(new Set(placements.map((placement) => orderOf(placement).id)).size).toBe(1);
  expect(await desk.db.paperOrder.count({ where: { clientOrderId: desk.venue.sent[0]?.clientOrderId ?? '' } })).toBe(1);
  expect(new Set(desk.venue.sent.map((body) => JSON.stringify(body))).size).toBe(1);
});

test('I3: the intent is committed, whole, before the venue hears of it', async () => {
  const work = await buyWork();
  let stored: Order | null = null;
  desk.venue.onPlace = async (_, deliver) => {
    stored = await findStepOrder(desk.db, work.stepId);
    return deliver();
  };
  await placeOrder(desk.ctx, work);
  expect(stored).toMatchObject({ status: 'intended', body: desk.venue.sent[0] });
});

test('I4: an answer that is lost is asked for, at once, and booked once', async () => {
  desk.venue.onPlace = async (_, deliver) => {
    await deliver();
    return lost();
  };
  const placement = await placeOrder(desk.ctx, await buyWork());
  const order = orderOf(placement);
  expect(placement.kind).toBe('final');
  expect(desk.venue.sent).toHaveLength(1);
  expect(await statesOf(order)).toEqual(['unknown by place', `${order.status} by status`]);
  expect(await desk.db.event.count({ where: { kind: 'order.unknown', instrumentId: order.instrumentId } })).toBe(1);
});

test('a request that is lost is sent again as it is stored, under the same id', async () => {
  let calls = 0;
  desk.venue.onPlace = (_, deliver) => {
    calls += 1;
    return calls === 1 ? lost() : deliver();
  };
  const placement = await placeOrder(desk.ctx, await buyWork());
  expect(placement.kind).toBe('final');
  const [first, second] = desk.venue.sent;
  expect(second).toEqual(first);
});

test('a venue that does not answer leaves the order unknown; no run makes a second one', async () => {
  desk.venue.onPlace = lost;
  desk.venue.onStatus = lost;
  const work = await buyWork();
  const placement = await placeOrder(desk.ctx, work);
  expect(placement).toMatchObject({ kind: 'unknown', order: { status: 'unknown' } });
  await expect(placeOrder(desk.ctx, work)).rejects.toThrow('connection reset');
  expect(await desk.db.order.count({ where: { stepId: work.stepId } })).toBe(1);
  desk.venue.onPlace = (_, deliver) => deliver();
  desk.venue.onStatus = (_, ask) => ask();
  expect((await placeOrder(desk.ctx, work)).kind).toBe('final');
});

test('the recovery brings what a killed process left intended to its end', async () => {
  const work = await buyWork();
  desk.venue.onPlace = lost;
  desk.venue.onStatus = lost;
  const { id } = orderOf(await placeOrder(desk.ctx, work));
  await desk.db.order.update({ where: { id }, data: { status: 'intended', evidence: [] } });
  desk.venue.onPlace = (_, deliver) => deliver();
  desk.venue.onStatus = (_, ask) => ask();
  expect((await reconcileOrders(desk.ctx, { atStart: true })).failed).toBe(0);
  const order = orderOf(await placeOrder(desk.ctx, work));
  expect(order.filledQty.gt(0)).toBe(true);
  expect(await fillsOf(order)).toBe(await desk.db.paperFill.count({ where: { clientOrderId: order.clientOrderId } }));
});

test('an order that is being sent is not asked about before its call must have ended', async () => {
  const { id } = orderOf(await placeOrder(desk.ctx, await buyWork()));
  await desk.db.order.update({ where: { id }, data: { status: 'intended', nextCheckAt: null, createdAt: new Date() } });
  desk.venue.asked.length = 0;
  await reconcileOrders(desk.ctx);
  expect(desk.venue.asked).toEqual([]);
  await desk.db.order.update({ where: { id }, data: { createdAt: new Date(Date.now() - 13_000) } });
  await reconcileOrders(desk.ctx);
  expect(desk.venue.asked).toHaveLength(1);
});

test('one order that cannot be asked about does not stop the others from being settled', async () => {
  desk.venue.onPlace = lost;
  desk.venue.onStatus = lost;
  const works = [await buyWork(), await buyWork()];
  const [bad, good] = await Promise.all(works.map(async (work) => orderOf(await placeOrder(desk.ctx, work))));
  desk.venue.onPlace = (_, deliver) => deliver();
  desk.venue.onStatus = (id, ask) => (id === bad?.clientOrderId ? lost() : ask());
  expect(await reconcileOrders(desk.ctx, { atStart: true })).toMatchObject({ failed: 1 });
  expect((await desk.db.order.findUniqueOrThrow({ where: { id: good?.id ?? '' } })).finalAt).not.toBeNull();
  desk.venue.onStatus = (_, ask) => ask();
  await reconcileOrders(desk.ctx, { atStart: true });
});

test('in halted nothing is sent: a new order is blocked, a lost request is only asked for', async () => {
  desk.venue.onPlace = lost;
  desk.venue.onStatus = lost;
  const work = await buyWork();
  await placeOrder(desk.ctx, work);
  desk.venue.onPlace = (_, deliver) => deliver();
  desk.venue.onStatus = (_, ask) => ask();
  await setTradingState(desk.ctx, { state: 'halted', reason: 'test', by: 'test' });
  desk.venue.sent.length = 0;
  expect(await placeOrder(desk.ctx, await buyWork())).toEqual({ kind: 'blocked', state: 'halted' });
  expect((await placeOrder(desk.ctx, work)).kind).toBe('unknown');
  expect(desk.venue.sent).toEqual([]);
  await setTradingState(desk.ctx, { state: 'active', reason: 'test', by: 'test' });
  expect((await placeOrder(desk.ctx, work)).kind).toBe('final');
});

test('an entry that waited out a halt is not sent at a price that left the one it was intended at', async () => {
  desk.venue.onPlace = lost;
  desk.venue.onStatus = lost;
  const work = await buyWork();
  const { id, positionId, instrumentId } = orderOf(await placeOrder(desk.ctx, work));
  const { contract } = await desk.db.instrument.findUniqueOrThrow({ where: { id: instrumentId } });
  desk.market.append(contract, { close: 0.000025 });
  desk.clock.set(new Date(DESK_START.getTime() + MINUTE_MS));
  desk.venue.onPlace = (_, deliver) => deliver();
  desk.venue.onStatus = (_, ask) => ask();
  desk.venue.sent.length = 0;
  const placement = await placeOrder(desk.ctx, work);
  expect(placement).toMatchObject({ kind: 'final', order: { id, status: 'canceled' } });
  expect(orderOf(placement).reason).toMatch(/the price moved 25.00 % since approval/);
  expect(desk.venue.sent).toEqual([]);
  expect((await findPosition(desk.db, positionId ?? ''))?.status).toBe('void');
  desk.clock.set(DESK_START);
});

test('in reducing what is held may be sold and nothing bought', async () => {
  const { positionId } = orderOf(await placeOrder(desk.ctx, await buyWork()));
  await setTradingState(desk.ctx, { state: 'reducing', reason: 'test', by: 'test' });
  expect(await placeOrder(desk.ctx, await buyWork())).toEqual({ kind: 'blocked', state: 'reducing' });
  const sold = orderOf(await placeOrder(desk.ctx, await desk.sell(positionId ?? '', { triggerPrice: '0.000019' })));
  expect(sold.status).toBe('filled');
  expect((await findPosition(desk.db, positionId ?? ''))?.status).toBe('closed');
});

test('what intend refuses is refused, and leaves no order', async () => {
  const work = await buyWork();
  const placement = await placeOrder(desk.ctx, {
    ...work,
    intend: async () => ({ refused: 'its reservations are gone' }),
  });
  expect(placement).toEqual({ kind: 'refused', reason: 'its reservations are gone' });
  expect(await desk.db.order.count({ where: { stepId: work.stepId } })).toBe(0);
});

test('an exit waits for the order of its position that is not final, and sells nothing twice', async () => {
  const { positionId } = orderOf(await placeOrder(desk.ctx, await buyWork()));
  const [one, two] = [await desk.sell(positionId ?? ''), await desk.sell(positionId ?? '')];
  desk.venue.onPlace = lost;
  desk.venue.onStatus = lost;
  const first = orderOf(await placeOrder(desk.ctx, one));
  const waits = await placeOrder(desk.ctx, two);
  expect(waits).toMatchObject({ kind: 'unknown', order: { id: first.id } });
  expect(await desk.db.order.count({ where: { stepId: two.stepId } })).toBe(0);
  desk.venue.onPlace = (_, deliver) => deliver();
  desk.venue.onStatus = (_, ask) => ask();
  expect((await placeOrder(desk.ctx, one)).kind).toBe('final');
});

test('I6: work whose lease is lost intends nothing new', async () => {
  const work = await buyWork();
  await expect(placeOrder(desk.ctx, { ...work, signal: AbortSignal.abort(new Error('lease lost')) })).rejects.toThrow(
    'lease lost',
  );
  expect(await desk.db.order.count({ where: { stepId: work.stepId } })).toBe(0);
});

test('a further leg needs the last one to have ended short, and is asked for', async () => {
  const work = await buyWork();
  const report = { venueOrderId: 'v', status: 'rejected', fills: [], reason: 'no liquidity' } as const;
  desk.venue.onPlace = async ({ clientOrderId }) => ({ ...report, clientOrderId });
  const rejected = orderOf(await placeOrder(desk.ctx, work));
  expect(orderOf(await placeOrder(desk.ctx, work)).id).toBe(rejected.id);
  desk.venue.onPlace = (_, deliver) => deliver();
  const other = await desk.buy(rejected.instrumentId);
  const second = orderOf(await placeOrder(desk.ctx, { ...work, intend: other.intend, newLeg: true }));
  expect(second).toMatchObject({ leg: 2, stepId: work.stepId });
  expect(second.clientOrderId).not.toBe(rejected.clientOrderId);
  expect(orderOf(await placeOrder(desk.ctx, { ...work, newLeg: true })).id).toBe(second.id);
});

test('a venue that forgets what it took freezes the instrument instead of being sent it again', async () => {
  const work = await buyWork();
  desk.venue.onPlace = async ({ clientOrderId }) => ({
    clientOrderId,
    venueOrderId: 'v',
    status: 'submitted',
    fills: [],
    reason: null,
  });
  const order = orderOf(await placeOrder(desk.ctx, work));
  expect(order.status).toBe('submitted');
  await placeOrder(desk.ctx, work);
  expect(desk.venue.sent).toHaveLength(1);
  const locks = await desk.db.lock.findMany({ where: { subject: order.instrumentId } });
  expect(locks.map((lock) => lock.kind)).toEqual(['reconciliation']);
});

test('a process that stood still after its intent sends nothing on what it knew before', async () => {
  const work = await buyWork();
  let stoodStillMs = 0;
  const clock = { ...desk.ctx.clock, monotonicMs: () => desk.ctx.clock.monotonicMs() + stoodStillMs };
  const of = (account: { readonly venue: string }) => {
    // The broker is chosen between the intent and the call.
    stoodStillMs += 3000;
    return desk.ctx.brokers.of(account);
  };
  const order = orderOf(await placeOrder({ ...desk.ctx, clock, brokers: { of } }, work));
  expect(order.status).toBe('unknown');
  expect(desk.venue.sent).toEqual([]);
  expect((await placeOrder(desk.ctx, work)).kind).toBe('final');
});

test.each(hostileTexts)('why a venue refuses is kept without $what', async ({ text }) => {
  const report = { venueOrderId: 'v', status: 'rejected', fills: [], reason: `no: ${text}` } as const;
  desk.venue.onPlace = async ({ clientOrderId }) => ({ clientOrderId, ...report });
  const { id } = orderOf(await placeOrder(desk.ctx, await buyWork()));
  const { reason } = await desk.db.order.findUniqueOrThrow({ where: { id } });
  expect(reason).toMatch(/^no: /);
  expect(reason).not.toMatch(acting);
});
