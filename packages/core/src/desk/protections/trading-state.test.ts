import { expect, test } from 'vitest';
import { mayOrder, type TradingState } from './trading-state.ts';

const allowed: readonly (readonly [TradingState, 'entry' | 'exit', boolean])[] = [
  ['active', 'entry', true],
  ['active', 'exit', true],
  ['reducing', 'entry', false],
  ['reducing', 'exit', true],
  ['halted', 'entry', false],
  ['halted', 'exit', false],
];

test.each(allowed)('in %s an %s may be ordered: %s', (state, direction, answer) => {
  expect(mayOrder(state, direction)).toBe(answer);
});
