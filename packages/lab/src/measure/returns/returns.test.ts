import { expect, test } from 'vitest';
import { dailyReturns, drawdowns, longestDrawdown, monthlyReturns, shapeOf, stability, underwater } from '../index.ts';
import { quantile } from './statistic.ts';

const at = (time: string) => Date.parse(`${time}Z`);

test('a day ends at midnight, with the last equity that was known then', () => {
  const { at: ends, returns } = dailyReturns([
    { at: at('2025-01-02T12:00'), usd: 1000 },
    { at: at('2025-01-02T23:55'), usd: 1100 },
    { at: at('2025-01-03T00:05'), usd: 5000 },
    { at: at('2025-01-04T00:00'), usd: 990 },
    { at: at('2025-01-05T06:00'), usd: 1089 },
  ]);
  expect(ends).toEqual(['2025-01-03T00:00', '2025-01-04T00:00', '2025-01-05T00:00', '2025-01-05T06:00'].map(at));
  expect(returns).toEqual([0.1, -0.1, 0, 0.1].map((value) => expect.closeTo(value, 12)));
});

test('an instant alone has no returns', () => {
  expect(dailyReturns([{ at: at('2025-01-02T00:00'), usd: 1 }])).toEqual({ at: [], returns: [] });
});

test('the day that ends at the first of a month belongs to the month before', () => {
  const days = { at: ['2025-01-31T00:00', '2025-02-01T00:00', '2025-02-02T00:00'].map(at), returns: [0.1, 0.1, -0.5] };
  expect(monthlyReturns(days)).toEqual([
    { month: '2025-01', return: expect.closeTo(0.21, 12) },
    { month: '2025-02', return: -0.5 },
  ]);
});

test('a fall lasts from its high until that is reached again, the last one until the end', () => {
  const returns = [0.1, -0.5, 0.5, 0.5, -0.2, -0.1];
  expect(underwater(returns).map((depth) => Number(depth.toFixed(3)))).toEqual([0, -0.5, -0.25, 0, -0.2, -0.28]);
  expect(drawdowns(returns)).toEqual([
    { depth: expect.closeTo(-0.5, 12), days: 3, from: 1, lowest: 2, recovered: 4 },
    { depth: expect.closeTo(-0.28, 12), days: 2, from: 4, lowest: 6, recovered: null },
  ]);
  expect(longestDrawdown(returns)).toBe(3);
  expect(longestDrawdown([0.1, 0.1])).toBe(0);
});

test('the same growth every day is a straight line', () => {
  expect(stability([0.02, 0.02, 0.02, 0.02])).toBeCloseTo(1, 12);
});

test('a quantile between two values is nearer to the nearer one', () => {
  expect(quantile([0, 10], 0.25)).toBe(2.5);
  expect(quantile([1, 2, 3], 0.5)).toBe(2);
});

test('one large value among small ones makes a series lopsided to its side', () => {
  expect(shapeOf([1, -1, 1, -1])).toEqual({ skew: 0, kurtosis: 1 });
  expect(shapeOf([0, 0, 0, 0, 10]).skew).toBeGreaterThan(1);
  expect(shapeOf([0, 0, 0, 0, -10]).skew).toBeLessThan(-1);
});
