import { expect, test } from 'vitest';
import { concerns } from './pushes.ts';

test.each([
  ['an order of ours', { id: 1, accountId: 465 }, true],
  ['an order of ours, wrapped', { action: 1, data: { id: 1, accountId: 465 } }, true],
  ['orders of ours, in a list', [{ action: 1, data: { id: 1, accountId: 465 } }], true],
  ['our account', { id: 465, name: 'x', canTrade: true }, true],
  ['an order of another account', { id: 465, accountId: 9 }, false],
  ['another account', { action: 0, data: { id: 9 } }, false],
  ['nothing', null, true],
  ['what cannot be read', 'rubbish', true],
])('%s concerns us, or not', (_, push, expected) => {
  expect(concerns(465, push)).toBe(expected);
});
