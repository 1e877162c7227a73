import { expect, test } from 'vitest';
import { judgePromotion } from './index.ts';
import { type Planted, plantWorld } from './testing/planted-world.ts';

const TWO_YEARS = 730;
const DRAWS = 300;

/** How many of so many worlds promote a strategy. */
function promotedOf(worlds: number, planted: Omit<Planted, 'seed' | 'days'>): number {
  const passed = Array.from({ length: worlds }, (_, world) => {
    const { ledger, chosen } = plantWorld({ ...planted, seed: `${planted.sharpe} ${world}`, days: TWO_YEARS });
    return judgePromotion({ trial: chosen, ledger, draws: DRAWS }).passed;
  });
  return passed.filter(Boolean).length;
}

test('of 200 worlds without an edge at most one in twenty promotes the best of six', { timeout: 120_000 }, () => {
  expect(promotedOf(200, { sharpe: 0, variants: 6 })).toBeLessThanOrEqual(10);
});

test('of 200 worlds without an edge at most one in twenty promotes its only strategy', { timeout: 120_000 }, () => {
  expect(promotedOf(200, { sharpe: 0, variants: 1 })).toBeLessThanOrEqual(10);
});

test('of 50 worlds with a Sharpe ratio of 1.5 half promote it after two years of tests', { timeout: 120_000 }, () => {
  expect(promotedOf(50, { sharpe: 1.5, variants: 1 })).toBeGreaterThanOrEqual(25);
});
