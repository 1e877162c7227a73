import { expect, test } from 'vitest';
import { ratiosOf } from './ratios.ts';

const bars = (volume: number) =>
  Array.from({ length: 20 }, (_, i) => ({ openAt: i, open: 100, high: 101, low: 99, close: 100, volume }));
const plan = { entryPrice: '100', stopLoss: '90', target: '120' };
const facts = { confidence: 0.7, plan, hours: bars(1e9), equityUsd: 1000, chance: 0.5 };

test('a plan that gains twice what it risks, half of the time, earns nearly half a risk', () => {
  const { rewardRisk, edgeR } = ratiosOf(facts);
  expect(rewardRisk).toBe(2);
  expect(edgeR).toBeLessThan(0.5);
  expect(edgeR).toBeGreaterThan(0.4);
});

test('a thin market costs more than a deep one', () => {
  expect(ratiosOf({ ...facts, hours: bars(1) }).edgeR).toBeLessThan(ratiosOf(facts).edgeR ?? 0);
});

test('without a plan, a bar or a chance there is no edge to tell', () => {
  expect(ratiosOf({ ...facts, plan: null })).toEqual({ edgeR: null, rewardRisk: null });
  expect(ratiosOf({ ...facts, hours: [] })).toEqual({ edgeR: null, rewardRisk: null });
  expect(ratiosOf({ ...facts, chance: null }).edgeR).toBeNull();
});
