import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import { nextBeatAt } from './beat.ts';
import { isLate } from './lateness.ts';

const nextDueAt = new Date('2025-02-03T15:05:00Z');
const silence = { silentMs: 0, speed: 60, nextDueAt, endsAt: null };

test('at speed 60 a heart may be silent for ten seconds and a minute', () => {
  expect(isLate({ ...silence, silentMs: 70_000 })).toBe(false);
  expect(isLate({ ...silence, silentMs: 70_001 })).toBe(true);
});

test('at the speed of life it may be silent for eleven minutes, at speed max for one', () => {
  expect(isLate({ ...silence, speed: 1, silentMs: 11 * MINUTE_MS })).toBe(false);
  expect(isLate({ ...silence, speed: 1, silentMs: 11 * MINUTE_MS + 1 })).toBe(true);
  expect(isLate({ ...silence, speed: Number.POSITIVE_INFINITY, silentMs: MINUTE_MS + 1 })).toBe(true);
});

test('after the end of a recording no beat is missed', () => {
  expect(isLate({ ...silence, silentMs: 1e9, endsAt: new Date('2025-02-03T15:04:59Z') })).toBe(false);
});

test('a heart that never began to beat is not late', () => {
  expect(isLate({ ...silence, silentMs: 1e9, nextDueAt: null })).toBe(false);
});

test.each([
  ['spring', '2025-03-09T09:55:00Z', '2025-03-09T10:00:00Z'],
  ['spring, an hour later on the wall', '2025-03-09T10:00:00Z', '2025-03-09T10:05:00Z'],
  ['autumn', '2025-11-02T08:55:00Z', '2025-11-02T09:00:00Z'],
  ['autumn, the same hour once more', '2025-11-02T09:00:00Z', '2025-11-02T09:05:00Z'],
])('on the daylight-saving day of %s a beat follows the last after five minutes', (_day, at, next) => {
  expect(nextBeatAt(new Date(at))).toEqual(new Date(next));
});

test('one beat makes up for all that were missed', () => {
  expect(nextBeatAt(new Date('2025-02-03T18:32:10Z'))).toEqual(new Date('2025-02-03T18:35:00Z'));
});
