import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { maxDrawdown, sharpeRatio, sortinoRatio, winRate } from './performance.ts';

const oracle = fileURLToPath(new URL('../../../../../../shared/data/oracles/metrics/empyrical_vectors.json', import.meta.url));

interface Case {
  readonly [key: string]: unknown;
}
test('a steady gain and loss of the same size has no Sharpe above zero', () => {
  expect(sharpeRatio([0.01, -0.01, 0.01, -0.01], 252)).toBeCloseTo(0, 12);
  expect(sharpeRatio([0.01], 252)).toBeNull();
  expect(sharpeRatio([0.01, 0.01], 252)).toBeNull();
});

test('without a losing period there is no Sortino ratio', () => {
  expect(sortinoRatio([0.01, 0.02], 252)).toBeNull();
});

test('a fall of a half after a doubling is a drawdown of a half', () => {
  expect(maxDrawdown([1, -0.5, 0.1])).toBeCloseTo(-0.5, 12);
  expect(maxDrawdown([0.1, 0.2])).toBe(0);
});

test('trades that broke even say nothing about winning', () => {
  expect(winRate(3, 1)).toBe(0.75);
  expect(winRate(0, 0)).toBeNull();
});

