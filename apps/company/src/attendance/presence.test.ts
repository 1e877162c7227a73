import { expect, test } from 'vitest';
import { absenceMove, patience } from './presence.ts';

const MINUTE = 60_000;

test.each([
  ['somebody who was there lately', { seenMs: 0, askedMs: null, reduced: false }, 30 * MINUTE - 1, 'nothing'],
  ['somebody who gave no sign for half an hour', { seenMs: 0, askedMs: null, reduced: false }, 30 * MINUTE, 'ask'],
  ['somebody who was just asked', { seenMs: 0, askedMs: 30 * MINUTE, reduced: false }, 35 * MINUTE - 1, 'nothing'],
  ['somebody who does not answer', { seenMs: 0, askedMs: 30 * MINUTE, reduced: false }, 35 * MINUTE, 'reduce'],
  ['somebody who went long ago', { seenMs: 0, askedMs: 30 * MINUTE, reduced: true }, 99 * MINUTE, 'nothing'],
] as const)('%s', (...[, presence, nowMs, move]) => {
  expect(absenceMove(presence, nowMs, patience)).toBe(move);
});
