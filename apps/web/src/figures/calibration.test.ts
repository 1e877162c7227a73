import { expect, test } from 'vitest';
import { affinityOf, skillOf } from './calibration.ts';

test('a forecaster is measured by a coin, once there is enough to measure', () => {
  const scores = [0, 0.25, 0.5, null].map((brier) => skillOf(brier, 10));
  expect([...scores, skillOf(0, 9)]).toEqual([1, 0, -1, null, null]);
});

test('two get on alike from both sides, and nobody with itself', () => {
  const pairs = [{ agentA: 'atlas', agentB: 'sage', affinity: 0.6 }];
  expect(affinityOf(pairs, 'sage', 'atlas')).toBe(0.6);
  expect([affinityOf(pairs, 'sage', 'sage'), affinityOf(pairs, 'sage', 'intel')]).toEqual([null, null]);
});
