import { MINUTE_MS } from '@atc/core/kernel/time';
import { expect, test } from 'vitest';
import { absenceMove, patience } from './presence.ts';

test.each([
  ['somebody who was there lately', { seenMs: 0, askedMs: null, reduced: false }, 30 * MINUTE_MS - 1, 'nothing'],
  ['somebody who gave no sign for half an hour', { seenMs: 0, askedMs: null, reduced: false }, 30 * MINUTE_MS, 'ask'],
  [
    'somebody who was just asked',
    { seenMs: 0, askedMs: 30 * MINUTE_MS, reduced: false },
    35 * MINUTE_MS - 1,
    'nothing',
  ],
  ['somebody who does not answer', { seenMs: 0, askedMs: 30 * MINUTE_MS, reduced: false }, 35 * MINUTE_MS, 'reduce'],
  ['somebody who went long ago', { seenMs: 0, askedMs: 30 * MINUTE_MS, reduced: true }, 99 * MINUTE_MS, 'nothing'],
] as const)('%s', (...[, presence, nowMs, move]) => {
  expect(absenceMove(presence, nowMs, patience)).toBe(move);
});
