import { expect, test } from 'vitest';
import {
  calibrate,
  excursionOf,
  groupTrades,
  leaveOneOut,
  recordIntervals,
  recordOf,
  resultInR,
  signHolds,
} from '../index.ts';
import { aTrade } from '../testing/draw-trades.ts';

const DAY = 86_400_000;
const from = Date.parse('2025-01-02T00:00:00Z');
const onDay = (day: number) => ({ openedAt: from + day * DAY });

test('half a percent either way is neither won nor lost', () => {
  expect(recordOf([0.005, -0.005, 0.0051, 0.02, -0.0051].map((result) => aTrade(result)))).toMatchObject({
    ...{ trades: 5, wins: 2, losses: 1, even: 2, winRate: expect.closeTo(2 / 3, 12) },
    expectancy: expect.closeTo(0.02 / 5, 12),
    averageWin: expect.closeTo(0.012_55, 12),
    averageLoss: -0.0051,
    profitFactor: expect.closeTo(0.0301 / 0.0101, 9),
    hoursHeld: 1,
    feesUsd: expect.closeTo(0.5, 12),
  });
});

test('nothing traded is no record of zero', () => {
  expect(recordOf([])).toMatchObject({ trades: 0, winRate: null, expectancy: null, profitFactor: null, meanR: null });
  expect(recordIntervals([aTrade(0.1)], 's')).toEqual({ expectancy: null, winRate: null });
});

test('a result is a multiple of what was risked, and of nothing without a stop', () => {
  expect(resultInR({ pnlUsd: -5, riskUsd: 2.5 })).toBe(-2);
  expect(resultInR({ pnlUsd: 5, riskUsd: null })).toBeNull();
});

test('excursions are the farthest lows and highs while a trade was open', () => {
  const bars = [
    { high: 103, low: 99 },
    { high: 110, low: 101 },
    { high: 102, low: 92 },
  ];
  const { mae, mfe } = excursionOf(100, bars);
  expect([mae, mfe]).toEqual([expect.closeTo(-0.08, 12), expect.closeTo(0.1, 12)]);
  expect(excursionOf(100, [])).toEqual({ mae: 0, mfe: 0 });
});

test('an interval holds its estimate, and is the same when it is asked for again', () => {
  const trades = Array.from({ length: 40 }, (_, i) => aTrade(i % 3 === 0 ? 0.06 : -0.02, onDay(i)));
  const intervals = recordIntervals(trades, 'seed');
  const { low = 1, high = 0, estimate = 2 } = intervals.expectancy ?? {};
  expect(low).toBeLessThan(estimate);
  expect(estimate).toBeLessThan(high);
  expect(intervals.winRate?.estimate).toBeCloseTo(14 / 40, 12);
  expect(recordIntervals(trades, 'seed')).toEqual(intervals);
});

test('trades are calibrated by tenths of confidence, the bounds belonging to the upper one', () => {
  const rated = [0.6, 0.69, 0.7, 1, null].map((confidence, i) => aTrade(i / 100, { confidence, ...onDay(i) }));
  const tenths = calibrate(rated, 'seed');
  expect(tenths.map(({ name, record }) => [name, record.trades])).toEqual([
    ['0.6 – 0.7', 2],
    ['0.7 – 0.8', 1],
    ['0.9 – 1.0', 1],
  ]);
  expect(tenths[0]?.meanConfidence).toBeCloseTo(0.645, 12);
});

test('groups are in order of their name and share out all trades', () => {
  const trades = [aTrade(0.1, { token: 'WIF' }), aTrade(-0.1, { token: 'BTC' }), aTrade(0.2, { token: 'WIF' })];
  const groups = groupTrades(trades, ({ token }) => token, 'seed');
  expect(groups.map(({ name, record }) => [name, record.trades])).toEqual([
    ['BTC', 1],
    ['WIF', 2],
  ]);
});

test('one lucky token is found out by leaving it out', () => {
  const trades = [
    ...Array.from({ length: 5 }, (_, i) => aTrade(-0.01, { token: 'SOL', ...onDay(i) })),
    aTrade(0.5, { token: 'BONK', ...onDay(40) }),
  ];
  expect(leaveOneOut(trades)).toEqual([
    { name: 'BONK', trades: 5, expectancy: expect.closeTo(-0.01, 12) },
    { name: 'SOL', trades: 1, expectancy: 0.5 },
    { name: '2025-01', trades: 1, expectancy: 0.5 },
    { name: '2025-02', trades: 5, expectancy: expect.closeTo(-0.01, 12) },
  ]);
  expect(signHolds(trades)).toBe(false);
  expect(signHolds(trades.map((trade) => ({ ...trade, return: Math.abs(trade.return) })))).toBe(true);
  expect(signHolds([])).toBeNull();
});
