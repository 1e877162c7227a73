import { expect, test } from 'vitest';
import { deepestFall, largestShortfall } from './index.ts';

test('a shortfall adds up while trades bring less than expected, and is made good by better ones', () => {
  const lacking = (results: readonly number[]) => largestShortfall(results, { mean: 1, slack: 0.25 });
  expect([lacking([1]), lacking([1, 0]), lacking([1, 0, 0]), lacking([1, 0, 0, 3, 0])]).toEqual([0, 0.75, 1.5, 1.5]);
  expect(lacking([1, 0, 0, 3, 0, 0, 0])).toBe(2.25);
});

test('a fall is counted from the highest sum so far, the start among them', () => {
  expect([deepestFall([0.1, -0.3, 0.1, -0.2, 0.5]), deepestFall([-0.1, 0.2])]).toEqual([
    expect.closeTo(0.4, 12),
    expect.closeTo(0.1, 12),
  ]);
});
