import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type OrderDesk, orderDesk } from '../../../testing/desk/index.ts';
import type { DeskContext } from '../../context.ts';
import { type OrderWork, placeOrder } from '../../orders/index.ts';
import { readTradingState, setTradingState, type TradingState } from '../index.ts';

const LANES = 12;
const symbols = Array.from({ length: LANES * 2 + 4 }, (_, i) => `H${i}`);
let desk: OrderDesk;
let next = 0;

beforeAll(async () => {
  desk = await orderDesk({ symbols });
});
afterAll(() => desk.close());
beforeEach(async () => {
  desk.venue.onPlace = (_, deliver) => deliver();
  await setTradingState(desk.ctx, { state: 'active', reason: 'next test', by: 'test' });
});

async function addInstrument(): Promise<string> {
  const symbol = symbols[next] ?? '';
  next += 1;
  return desk.addInstrument(symbol);
}

test('a change is written under the next epoch with who and why, and told', async () => {
  const before = await readTradingState(desk.db);
  const set = await setTradingState(desk.ctx, { state: 'reducing', reason: 'too wild', by: 'operator:anna' });
  expect(set).toEqual({ state: 'reducing', epoch: before.epoch + 1, inFlight: [] });
  expect(await readTradingState(desk.db)).toMatchObject({
    state: 'reducing',
    reason: 'too wild',
    changedBy: 'operator:anna',
  });
  const event = await desk.db.event.findFirst({ where: { kind: 'trading.state_changed' }, orderBy: { id: 'desc' } });
  expect(event?.fields).toMatchObject({ state: 'reducing', by: 'operator:anna', reason: 'too wild', epoch: set.epoch });
});

test('a change waits for the call that is under way', async () => {
  const work = await desk.buy(await addInstrument());
  let answer: () => void = () => undefined;
  const called = new Promise<void>((begun) => {
    desk.venue.onPlace = async (_, deliver) => {
      begun();
      await new Promise<void>((go) => {
        answer = go;
      });
      return deliver();
    };
  });
  const placing = placeOrder(desk.ctx, work);
  await called;
  const halting = setTradingState(desk.ctx, { state: 'halted', reason: 'test', by: 'test' });
  await waitingForFence();
  expect((await readTradingState(desk.db)).state).toBe('active');
  answer();
  expect((await halting).inFlight).toEqual([]);
  expect((await placing).kind).toBe('final');
});

test('a call that does not end in time does not hold the change up: it is written and the order is named', async () => {
  const work = await desk.buy(await addInstrument());
  let answer: () => void = () => undefined;
  const called = new Promise<void>((begun) => {
    desk.venue.onPlace = async (_, deliver) => {
      begun();
      await new Promise<void>((go) => {
        answer = go;
      });
      return deliver();
    };
  });
  const placing = placeOrder(desk.ctx, work);
  await called;
  const set = await setTradingState(impatient(desk.ctx), { state: 'halted', reason: 'test', by: 'test' });
  expect((await readTradingState(desk.db)).state).toBe('halted');
  expect(set.inFlight).toHaveLength(1);
  answer();
  const placement = await placing;
  expect('order' in placement && placement.order.id).toBe(set.inFlight[0]);
});

/** The same fence for somebody who waits a tenth of a second. */
function impatient(ctx: DeskContext): DeskContext {
  return { ...ctx, fence: { ...ctx.fence, exclusive: (_, work) => ctx.fence.exclusive(100, work) } };
}

async function waitingForFence(): Promise<void> {
  const waiting = () => desk.db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  while ((await waiting())[0]?.n === 0);
}

interface Observed {
  calls: number;
  /** Calls that began in a state that forbids them. */
  forbidden: number;
}

const flips: readonly TradingState[] = ['halted', 'active', 'reducing', 'active', 'halted', 'reducing', 'active'];

/** Trades on every lane while the state changes again and again; every call reads the committed state as it begins. */
async function hammer(ctx: DeskContext, rounds: number): Promise<Observed> {
  const observed: Observed = { calls: 0, forbidden: 0 };
  desk.venue.onPlace = async (body, deliver) => {
    const { state } = await readTradingState(desk.db);
    observed.calls += 1;
    if (state === 'halted' || (state === 'reducing' && body.side === 'buy')) observed.forbidden += 1;
    return deliver();
  };
  let done = false;
  const lanes = Array.from({ length: LANES }, async () => {
    const instrumentId = await addInstrument();
    let work = await desk.buy(instrumentId);
    while (!done) work = await trade(ctx, work, instrumentId);
  });
  for (let round = 0; round < rounds; round += 1)
    for (const state of flips) {
      await progress(observed);
      await setTradingState(ctx, { state, reason: 'hammer', by: 'test' });
    }
  done = true;
  await Promise.all(lanes);
  return observed;
}

/** Places what is wanted; returns what is wanted next: the sale of what was bought, then another purchase. */
async function trade(ctx: DeskContext, work: OrderWork, instrumentId: string): Promise<OrderWork> {
  const placement = await placeOrder(ctx, work);
  if (placement.kind !== 'final') return work;
  const { side, filledQty, positionId } = placement.order;
  return side === 'buy' && filledQty.gt(0) && positionId ? desk.sell(positionId) : desk.buy(instrumentId);
}

/** Lets some calls happen, where the state lets any happen at all. */
async function progress(observed: Observed): Promise<void> {
  const { state } = await readTradingState(desk.db);
  if (state !== 'active') return;
  const until = observed.calls + LANES;
  while (observed.calls < until) await readTradingState(desk.db);
}

test('I10: over 42 changes of the state under load no call begins in halted, no purchase in reducing', async () => {
  const { calls, forbidden } = await hammer(desk.ctx, 6);
  expect(calls).toBeGreaterThan(100);
  expect(forbidden).toBe(0);
}, 120_000);

test('the same trial without the fence finds calls in halted: it would notice', async () => {
  const open = { ...desk.ctx.fence, shared: <T>(work: () => Promise<T>) => work() };
  const { forbidden } = await hammer({ ...desk.ctx, fence: open }, 10);
  expect(forbidden).toBeGreaterThan(0);
}, 120_000);
