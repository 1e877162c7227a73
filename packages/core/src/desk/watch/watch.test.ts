import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction, newId } from '../../kernel/db/index.ts';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import type { Candle } from '../../market/index.ts';
import { DESK_START, type TestDesk, testDesk } from '../../testing/desk/index.ts';
import {
  abandonClosing,
  armWatch,
  changeStops,
  findPosition,
  listHeldContracts,
  takeForClosing,
} from '../positions/index.ts';
import { exitsDue, expiriesDue, findWatchStart, markPositions, markSeen } from './index.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await testDesk();
});
afterAll(() => desk.close());

const after = (minutes: number): Date => new Date(DESK_START.getTime() + minutes * MINUTE_MS);

/** The bar that begins so many minutes after the position opened. */
const bar = (minutes: number, [open, high, low, close]: readonly [number, number, number, number]): Candle => ({
  openAt: after(minutes).getTime(),
  open,
  high,
  low,
  close,
  volume: 1,
});

interface Held {
  readonly id: string;
  readonly instrumentId: string;
  readonly contract: string;
}

/** An open position of 1 token bought at 100, stop 90, target 120. */
async function hold(
  symbol: string,
  changes: { readonly trailingStopPct?: number; readonly openedAt?: Date } = {},
): Promise<Held> {
  const instrumentId = await desk.addInstrument(symbol);
  const entryProposalId = await desk.addEntryProposal(instrumentId);
  const id = newId();
  await desk.db.position.create({
    data: {
      id,
      accountId: desk.accountId,
      instrumentId,
      entryProposalId,
      status: 'open',
      quantity: 1,
      filledQty: 1,
      entryPrice: 100,
      costBasisUsd: 100,
      entryCostUsd: 100,
      currentPrice: 100,
      highWaterPrice: 100,
      stopLoss: 90,
      initialStop: 90,
      takeProfit: 120,
      openedAt: DESK_START,
      ...changes,
    },
  });
  return { id, instrumentId, contract: `${symbol}_USDT` };
}

async function due({ contract }: Held, candle: Candle): Promise<readonly (readonly [string, number | undefined])[]> {
  return (await exitsDue(desk.db, [{ contract, bar: candle }], new Date(candle.openAt + MINUTE_MS))).map((exit) => [
    exit.reason,
    exit.triggerPrice?.toNumber(),
  ]);
}

/** Marks at the end of so many minutes. */
const mark = ({ contract }: Held, minutes: number, [price, high = price]: readonly [number, number?]) =>
  inTransaction(desk.db, (tx) => markPositions(tx, [{ contract, price, high }], after(minutes)));

test('a position is protected from its first bar on, armed or not', async () => {
  expect(await due(await hold('SAFE'), bar(0, [100, 101, 89, 95]))).toEqual([['stop_loss', 90]]);
});

test('of a bar that began before the position only the close counts', async () => {
  const held = await hold('LATE', { openedAt: after(0.5) });
  expect(await due(held, bar(0, [80, 130, 70, 100]))).toEqual([]);
  expect(await due(held, bar(0, [130, 130, 70, 88]))).toEqual([['stop_loss', 88]]);
});

test('a bar that was looked at is not looked at again', async () => {
  const held = await hold('ONCE');
  await mark(held, 1, [100]);
  expect(await due(held, bar(0, [100, 101, 80, 95]))).toEqual([]);
  expect(await due(held, bar(1, [100, 101, 80, 95]))).toEqual([['stop_loss', 90]]);
});

test('a trailing stop follows the highs of the bars before', async () => {
  const held = await hold('TRAIL', { trailingStopPct: 0.05 });
  await mark(held, 1, [100, 500]);
  await mark(held, 2, [112, 115]);
  expect(await due(held, bar(2, [112, 113, 109, 110]))).toEqual([['trailing_stop', 109.25]]);
});

test('two stops on one bar come in the order in which their positions opened', async () => {
  const symbols = ['TWO', 'THREE', 'ONE'];
  const held = [
    await hold('TWO', { openedAt: after(-2) }),
    await hold('THREE', { openedAt: after(-1) }),
    await hold('ONE', { openedAt: after(-2) }),
  ];
  const bars = held.map(({ contract }) => ({ contract, bar: bar(0, [100, 101, 89, 95]) }));
  const exits = await exitsDue(desk.db, bars, after(1));
  const order = exits.map(({ positionId }) => symbols[held.findIndex(({ id }) => id === positionId)]);
  expect(order).toEqual(['ONE', 'TWO', 'THREE']);
});

test('a position that is closing keeps its place in the watch, in case the close fails', async () => {
  const held = await hold('BACK');
  await mark(held, 1, [99]);
  await inTransaction(desk.db, (tx) => takeForClosing(tx, held.id));
  await mark(held, 2, [85]);
  expect((await findPosition(desk.db, held.id))?.currentPrice?.toNumber()).toBe(85);
  expect(await due(held, bar(1, [99, 99, 85, 85]))).toEqual([]);
  expect(await abandonClosing(desk.db, held.id)).toBe(true);
  expect(await due(held, bar(1, [99, 99, 85, 85]))).toEqual([['stop_loss', 90]]);
  expect((await findPosition(desk.db, held.id))?.watchedUntil).toEqual(after(1));
});

test('the watch begins where the position that has seen least stands', async () => {
  await hold('OLDEST', { openedAt: after(-60) });
  expect((await findWatchStart(desk.db)).since).toEqual(after(-60));
  await markSeen(desk.db, after(90));
  expect((await findWatchStart(desk.db)).since).toEqual(after(90));
});

test('a close whose order is under way is not abandoned', async () => {
  const held = await hold('WAIT');
  await inTransaction(desk.db, (tx) => takeForClosing(tx, held.id));
  await desk.addOrder({ positionId: held.id, instrumentId: held.instrumentId, side: 'sell', purpose: 'review' });
  expect(await abandonClosing(desk.db, held.id)).toBe(false);
});

test('a fall through −20 % is told once, and again only after it recovered', async () => {
  const held = await hold('RISK');
  const told = [];
  for (const [i, price] of [81, 79, 75, 85, 78].entries())
    told.push((await mark(held, i + 1, [price])).map((one) => one.pnlPct.toFixed(2)));
  expect(told).toEqual([[], ['-0.21'], [], [], ['-0.22']]);
  expect(await mark(held, 5, [78])).toEqual([]);
});

test('a mark books what the position would gain', async () => {
  const held = await hold('MARK');
  await mark(held, 1, [107.25]);
  expect((await findPosition(desk.db, held.id))?.unrealizedPnl.toFixed()).toBe('7.25');
});

test('arming says whether it was the first time', async () => {
  const held = await hold('ARM');
  expect([await armWatch(desk.db, held.id, DESK_START), await armWatch(desk.db, held.id, DESK_START)]).toEqual([
    true,
    false,
  ]);
});

test('a stop may rise and never fall; the target stays above it', async () => {
  const held = await hold('MOVE');
  const change = (stops: { readonly stopLoss?: string; readonly takeProfit?: string }) =>
    changeStops(desk.ctx, { positionId: held.id, changedBy: 'anna', ...stops });
  expect((await change({ stopLoss: '95' })).outcome).toBe('changed');
  expect((await change({ stopLoss: '94.99' })).outcome).toBe('raises_risk');
  expect((await change({ takeProfit: '95' })).outcome).toBe('invalid');
  expect((await change({ stopLoss: '125' })).outcome).toBe('invalid');
  expect((await findPosition(desk.db, held.id))?.stopLoss?.toNumber()).toBe(95);
  expect((await changeStops(desk.ctx, { positionId: newId(), changedBy: 'anna', stopLoss: '1' })).outcome).toBe(
    'not_found',
  );
  await desk.db.position.update({ where: { id: held.id }, data: { status: 'closed', quantity: 0 } });
  expect((await change({ stopLoss: '96' })).outcome).toBe('not_open');
  expect((await listHeldContracts(desk.db)).map((one) => one.symbol)).not.toContain('MOVE');
});

test('a trailing stop may come nearer and never go further, and lies below the last price', async () => {
  const held = await hold('NEARER');
  const change = (trailingStopPct: number) =>
    changeStops(desk.ctx, { positionId: held.id, changedBy: 'anna', trailingStopPct });
  // It was bought at 100 with a stop at 90: a wider trail leaves the stop where it is.
  expect((await change(0.2)).outcome).toBe('changed');
  expect((await change(0.05)).outcome).toBe('changed');
  expect(await change(0.06)).toEqual({
    outcome: 'raises_risk',
    message: 'a stop may only rise: it follows the price at 95',
  });
  await desk.db.position.update({ where: { id: held.id }, data: { highWaterPrice: 200 } });
  expect(await change(0.01)).toMatchObject({ outcome: 'invalid', field: 'trailingStopPct' });
  expect((await findPosition(desk.db, held.id))?.trailingStopPct).toBe(0.05);
});

test('a stop that is raised while a bar runs does not sell by what the bar did before', async () => {
  const held = await hold('RUNNING');
  const at = after(0.5);
  const raise = (stopLoss: string) =>
    changeStops(
      { ...desk.ctx, clock: { ...desk.ctx.clock, now: () => at } },
      { positionId: held.id, changedBy: 'a', stopLoss },
    );
  expect((await raise('98')).outcome).toBe('changed');
  // It was at 95 before the stop was raised to 98, or after: nobody knows. It closed above.
  expect(await due(held, bar(0, [100, 101, 95, 99]))).toEqual([]);
  // What fell through the stop that stood before is sold by that one.
  expect(await due(held, bar(0, [100, 101, 89, 99]))).toEqual([['stop_loss', 90]]);
  // A close below is surely later, and so is the next bar.
  expect(await due(held, bar(0, [100, 101, 95, 97]))).toEqual([['stop_loss', 97]]);
  expect(await due(held, bar(1, [99, 99, 95, 99]))).toEqual([['stop_loss', 98]]);
  // Raised again before anybody looked, what stood before the first time still holds for the running bar.
  expect((await raise('98.5')).outcome).toBe('changed');
  expect(await due(held, bar(0, [100, 101, 95, 99]))).toEqual([]);
});

test('1,000 open positions do not slow the question of which one a bar hits', { timeout: 120_000 }, async () => {
  const [first] = await Promise.all(Array.from({ length: 1000 }, (_, i) => hold(`MANY${i}`)));
  if (!first) throw new Error('nothing is held');
  const plan = await desk.db.$queryRaw<{ 'QUERY PLAN': string }[]>`
    EXPLAIN SELECT id FROM ops_positions WHERE instrument_id = ${first.instrumentId}::uuid AND status = 'open'`;
  expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(/Index/);
  const times: number[] = [];
  for (let i = 0; i < 50; i += 1) {
    const start = performance.now();
    expect(await due(first, bar(0, [100, 101, 89, 95]))).toHaveLength(1);
    times.push(performance.now() - start);
  }
  // Generous: machines that run tests are busy. Alone it takes well under a millisecond.
  expect(times.sort((a, b) => a - b)[25]).toBeLessThan(100);
});

test('an option is sold on its last day while the exchange is open, whether it has a price or not', async () => {
  const { id, instrumentId } = await hold('LAST');
  const contract = 'XYZ250110C00005000';
  await desk.db.instrument.update({ where: { id: instrumentId }, data: { contract } });
  const dueAt = async (at: string) =>
    (await expiriesDue(desk.db, [contract, 'SOL_USDT'], new Date(at))).map((exit) => exit.positionId);
  expect(await dueAt('2025-01-09T20:00:00Z')).toEqual([]);
  expect(await dueAt('2025-01-10T14:29:00Z')).toEqual([]);
  expect(await dueAt('2025-01-10T14:30:00Z')).toEqual([id]);
  expect(await dueAt('2025-01-10T21:00:00Z')).toEqual([]);
  expect(await dueAt('2025-01-11T16:00:00Z')).toEqual([]);
  await desk.db.position.update({ where: { id }, data: { dueExit: { reason: 'stop_loss' } } });
  expect(await dueAt('2025-01-10T14:30:00Z')).toEqual([]);
});
