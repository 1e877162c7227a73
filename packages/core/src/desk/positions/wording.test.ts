import { expect, test } from 'vitest';
import { sayExit } from './wording.ts';

test.each([
  ['stop_loss', 'stop hit'],
  ['take_profit', 'target reached'],
  ['trailing_stop', 'trailing stop hit'],
  ['operator', 'closed by hand'],
  ['expiry', 'last day'],
])('a trade that ended by %s is said to have ended by: %s', (reason, words) => {
  expect(sayExit(reason)).toBe(words);
});

test('a trade that ended by nothing that is known is just closed', () => {
  expect(sayExit(null)).toBe('closed');
});

test('a reason without words of its own is shown as it is', () => {
  expect(sayExit('liquidated')).toBe('liquidated');
});
