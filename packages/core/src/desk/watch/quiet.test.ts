import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inTransaction, type Tx } from '../../kernel/db/index.ts';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import { createWorld } from '../../kernel/world/index.ts';
import type { Candle } from '../../market/index.ts';
import { DESK_START, type OrderDesk, openEntry, orderDesk } from '../../testing/desk/index.ts';
import { exitsDue, markPositions, markSeen, watchQuietly } from './index.ts';

const symbols = ['A', 'B', 'C'];
let desk: OrderDesk;
const ids: string[] = [];
const after = (minutes: number) => new Date(DESK_START.getTime() + minutes * MINUTE_MS);
const WORLD = {
  market: 'simulated',
  range: 'all',
  seed: '1',
  speed: 'max',
  startsAt: DESK_START,
  endsAt: null,
} as const;
const [BEFORE, AT] = [after(5), after(10)];

beforeAll(async () => {
  desk = await orderDesk({ symbols });
  const trader = { ...desk, setTime: (now: Date) => desk.clock.set(now) };
  await createWorld(desk.db, WORLD);
  for (const symbol of symbols) ids.push((await openEntry(trader, symbol, '90')).id);
});
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.db.position.updateMany({
    data: {
      ...{ status: 'open', quantity: 1, filledQty: 1, entryPrice: 100, costBasisUsd: 100, currentPrice: 100 },
      ...{ highWaterPrice: 100, stopLoss: 70, takeProfit: 120, trailingStopPct: null, atRiskSince: null },
      ...{ unrealizedPnl: 0, openedAt: DESK_START, watchedUntil: BEFORE, markedAt: BEFORE },
    },
  });
  await desk.db.$executeRaw`UPDATE ops_world SET watched_until = ${BEFORE}`;
});

const change = (at: number, data: object) => desk.db.position.update({ where: { id: ids[at] ?? '' }, data });
const barOf = ([open, high, low, close]: readonly [number, number, number, number]): Candle => {
  return { openAt: BEFORE.getTime(), open, high, low, close, volume: 1 };
};
const CALM = barOf([100, 103, 97, 101]);

/** Bars of some tokens: the last has none, as one that nobody trades. */
const barsOf = (candles: readonly Candle[]) => candles.map((bar, i) => ({ contract: `${symbols[i]}_USDT`, bar }));
const looked = (candles: readonly Candle[]) =>
  barsOf(candles).map(({ contract, bar: { low, high, close } }) => ({ contract, low, high, price: close }));
const watch = (candles: readonly Candle[], last = true) =>
  watchQuietly(desk.db, { bars: looked(candles), at: AT, before: BEFORE, last });

const rowsIn = (db: Pick<Tx, '$queryRaw'>) => db.$queryRaw<{ row: unknown }[]>`
  SELECT to_jsonb(p) - 'updated_at' AS row FROM ops_positions p ORDER BY id`;
const rows = () => rowsIn(desk.db);
const watchedUntil = async () => (await desk.db.world.findUniqueOrThrow({ where: { id: 1 } })).watchedUntil;

/** What the statements that look at any bars make of these, undone afterwards. */
async function lookedAtOneByOne(candles: readonly Candle[]) {
  const undo = new Error('undone');
  let seen: unknown;
  await inTransaction(desk.db, async (tx) => {
    const marks = looked(candles).map(({ contract, price, high }) => ({ contract, price, high }));
    const exits = await exitsDue(tx, barsOf(candles), AT);
    const atRisk = await markPositions(tx, marks, AT);
    await markSeen(tx, AT);
    seen = { exits: exits.length, atRisk: atRisk.length, rows: await rowsIn(tx) };
    throw undo;
  }).catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  return seen;
}

test.each<[string, (() => Promise<unknown>) | null]>([
  ['open positions', null],
  ['one that is being sold', () => change(0, { status: 'closing' })],
  ['one that began with this bar', () => change(0, { watchedUntil: null, openedAt: BEFORE })],
  ['one that trails its highs', () => change(0, { trailingStopPct: 0.2 })],
  ['one that is under water already', () => change(0, { atRiskSince: BEFORE, costBasisUsd: 150 })],
])('a quiet bar leaves of %s what the statements that look at any bars leave', async (_what, prepare) => {
  await prepare?.();
  const bars = [CALM, barOf([100, 101, 98, 99])];
  const expected = await lookedAtOneByOne(bars);
  expect(await watch(bars)).toMatchObject({ quiet: true, ended: false });
  expect({ exits: 0, atRisk: 0, rows: await rows() }).toEqual(expected);
});

test.each<[string, object, Candle]>([
  ['a stop', { stopLoss: 97 }, CALM],
  ['a target', { takeProfit: 103 }, CALM],
  ['a trailing stop', { trailingStopPct: 0.02 }, CALM],
])('a bar that reaches %s is not quiet, and nothing is changed', async (_what, data, bar) => {
  await change(1, data);
  const before = await rows();
  expect(await watch([CALM, bar])).toMatchObject({ quiet: false, ended: false });
  expect(await rows()).toEqual(before);
});

test('where older bars were not looked at, nothing is changed', async () => {
  await change(2, { watchedUntil: after(0) });
  const before = await rows();
  expect(await watch([CALM, CALM])).toMatchObject({ quiet: false, since: after(0) });
  expect(await rows()).toEqual(before);
});

test('one that falls through -20 % keeps its place, to be told of with its mark', async () => {
  expect(await watch([CALM, barOf([100, 100, 79, 80])])).toMatchObject({ quiet: false });
  const seen = await desk.db.position.findMany({ orderBy: { id: 'asc' } });
  expect(seen.map((position) => [position.watchedUntil, position.atRiskSince])).toEqual(
    ids.map((_, i) => [i === 1 ? BEFORE : AT, null]),
  );
});

test('where nothing is held the watch ends with the same statement, unless more is to be done', async () => {
  await desk.db.position.updateMany({ data: { status: 'closed', quantity: 0 } });
  expect(await watch([CALM], false)).toMatchObject({ quiet: true, ended: false, since: null });
  expect(await watchedUntil()).toEqual(BEFORE);
  expect(await watch([CALM])).toMatchObject({ quiet: true, ended: true });
  expect(await watchedUntil()).toEqual(AT);
});

test('where the trading state has a drawdown to follow, the watch says so and does not end', async () => {
  await desk.db.position.updateMany({ data: { status: 'closed', quantity: 0 } });
  await desk.db.tradingState.updateMany({ data: { state: 'reducing', changedBy: 'protection:max_drawdown' } });
  expect(await watch([CALM])).toMatchObject({ follows: true, ended: false });
});
