import { expect, test } from 'vitest';
import { rewardRiskOf } from './ratios.ts';

test('a plan that gains twice what it risks', () => {
  expect(rewardRiskOf({ entryPrice: '100', stopLoss: '90', target: '120', trailingStopPct: 0.15 })).toBe(2);
});

test('without a plan there is no ratio to tell', () => {
  expect(rewardRiskOf(null)).toBeNull();
});
