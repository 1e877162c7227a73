import { expect, test } from 'vitest';
import { stepKinds } from '../kinds/index.ts';
import { breakerKey, coolDownMs, mayOpen } from './breaker.ts';

test.each([
  ['execute_trade', 'execute_trade:jupiter'],
  ['close_position', 'close_position:jupiter'],
  ['scale_position', 'scale_position:jupiter'],
  ['analyze_signal', 'analyze_signal:company'],
  ['agent_task', 'agent_task:company'],
] as const)('the breaker of %s is %s', (kind, key) => {
  expect(breakerKey(kind, 'jupiter')).toBe(key);
});

test('what lowers risk never stops (I12)', () => {
  expect(stepKinds.filter((kind) => !mayOpen(kind))).toEqual(['monitor_position', 'close_position']);
});

test('a breaker is open for half a minute, twice as long each time, a quarter of an hour at the most', () => {
  expect([0, 1, 2, 3, 5, 6, 40].map((times) => coolDownMs(times) / 1000)).toEqual([30, 30, 60, 120, 480, 900, 900]);
});
