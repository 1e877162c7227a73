import { expect, test } from 'vitest';
import { type SystemFacts, sayFindings, violationsOf } from './findings.ts';

const limits = { maxOpenPositions: 3, maxPositionUsd: 60, maxDailyTrades: 8 };
const facts = (changes: Partial<SystemFacts> = {}): SystemFacts => ({
  steps: 40,
  failedSteps: 1,
  retriedSteps: 2,
  deadLetters: 0,
  fills: 6,
  slippageBps: 6,
  worstSlippageBps: 14,
  orderMsP95: 80,
  openPositions: 3,
  withoutStop: 0,
  withoutPrice: 0,
  largestUsd: 60,
  exposedUsd: 170,
  tradesToday: 8,
  silentOrders: 0,
  capsAdrift: [],
  ...changes,
});

test('a desk at its limits keeps its rules', () => {
  expect(violationsOf(facts(), limits)).toEqual([]);
});

test.each<[string, Partial<SystemFacts>]>([
  ['stop_loss', { withoutStop: 1 }],
  ['price', { withoutPrice: 1 }],
  ['open_positions', { openPositions: 4 }],
  ['position_size', { largestUsd: 61 }],
  ['daily_trades', { tradesToday: 9 }],
  ['caps', { capsAdrift: ['positions'] }],
  ['dead_letters', { deadLetters: 1 }],
  ['silent_orders', { silentOrders: 1 }],
  ['error_rate', { failedSteps: 5 }],
  ['execution_quality', { slippageBps: 51 }],
])('the rule %s is found not kept, with its numbers', (rule, changes) => {
  const [violation, ...more] = violationsOf(facts(changes), limits);
  expect(more).toEqual([]);
  expect(violation).toMatchObject({ rule });
  expect(violation?.observed).toBeGreaterThan(violation?.limit ?? Number.POSITIVE_INFINITY);
});

test('what was found is said for the topic that was asked about', () => {
  expect(sayFindings(facts(), 'execution_quality')).toBe(
    '6 fills, slippage 6 bps on average and 14 at worst, an order took 80 ms at the slow end',
  );
  expect(sayFindings(facts({ slippageBps: null }), 'execution_quality')).toBe('nothing was filled');
});
