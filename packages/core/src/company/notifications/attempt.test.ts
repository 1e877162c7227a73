import { expect, test } from 'vitest';
import { type Answer, endOfAttempt, tellNow, tellSoon } from './attempt.ts';

const answered = (status: number, restMs: number | null = null): Answer => ({ kind: 'answered', status, restMs });
const failed: Answer = { kind: 'failed', error: 'nobody is there' };

test.each([200, 201, 204, 299])('an answer of %d is taken for received', (status) => {
  expect(endOfAttempt(answered(status), 10)).toEqual({ end: 'sent' });
});

test.each([300, 302, 400, 401, 404, 410, 422, 499])('an answer of %d is a refusal, and the end', (status) => {
  expect(endOfAttempt(answered(status), 1)).toEqual({ end: 'dead', error: `the receiver answered ${status}` });
});

test.each([199, 408, 409, 425, 429, 500, 503])('an answer of %d may pass, and is tried again', (status) => {
  const error = `the receiver answered ${status}`;
  expect(endOfAttempt(answered(status), 1)).toEqual({ end: 'again', afterMs: 2000, error });
});

test('waits double from two seconds', () => {
  const waits = [1, 2, 3, 9].map((attempt) => endOfAttempt(failed, attempt));
  expect(waits).toEqual(
    [2000, 4000, 8000, 512_000].map((afterMs) => ({ end: 'again', afterMs, error: 'nobody is there' })),
  );
});

test('the tenth attempt is the last', () => {
  expect(endOfAttempt(failed, 10)).toEqual({ end: 'dead', error: 'nobody is there' });
  expect(endOfAttempt(answered(503), 10).end).toBe('dead');
});

test('a receiver that asks for a rest has it, an hour at the most', () => {
  expect(endOfAttempt(answered(429, 7000), 5)).toMatchObject({ afterMs: 7000 });
  expect(endOfAttempt(answered(429, 0), 5)).toMatchObject({ afterMs: 0 });
  expect(endOfAttempt(answered(503, 9e9), 1)).toMatchObject({ afterMs: 3_600_000 });
});

test('an alarm is told at once, then after one, five, fifteen and sixty minutes, and every hour', () => {
  let told = tellNow(undefined, 0);
  const pauses: number[] = [];
  for (let now = 0; told && pauses.length < 6; ) {
    pauses.push((told.againAt - now) / 60_000);
    now = told.againAt;
    told = tellNow(told, now);
  }
  expect(pauses).toEqual([1, 5, 15, 60, 60, 60]);
});

test('a moment before its time an alarm is not told again', () => {
  expect(tellNow({ times: 1, againAt: 60_000 }, 59_999)).toBeNull();
  expect(tellNow({ times: 1, againAt: 60_000 }, 60_000)).toEqual({ times: 2, againAt: 360_000 });
});

test('an alarm that its receiver did not take is told again soon, and does not count', () => {
  expect(tellSoon({ times: 3, againAt: 9e9 }, 1000)).toEqual({ times: 3, againAt: 16_000 });
});
