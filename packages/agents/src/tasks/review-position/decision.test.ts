import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decidePosition, type Standing } from './decision.ts';

const standing = (changes: Partial<Standing> = {}): Standing => ({
  silentFor: null,
  pnlPct: 0.01,
  rMultiple: 0.1,
  mfeR: 0.3,
  stopGapR: 1.1,
  stopFollows: false,
  holdHours: 5,
  failedShare: 0.2,
  chartNow: 0.55,
  partSold: false,
  valueUsd: 50,
  decisionPending: false,
  soldBy: null,
  roomUsd: 30,
  leastUsd: 10,
  ...changes,
});
const decide = (changes: Partial<Standing> = {}) => decidePosition(standing(changes), true);

test.each([
  ['one at risk on a weak chart', { rMultiple: -0.9, pnlPct: -0.21, chartNow: 0.3 }, '−21.0 %'],
  ['one that gave a run back', { mfeR: 1.3, rMultiple: 0 }, '1.3 R'],
  ['one that goes nowhere for three days', { holdHours: 80, rMultiple: 0.1, chartNow: 0.4 }, '80 hours'],
])('%s is cut', (_, changes, number) => {
  const { decision, why } = decide(changes);
  expect(decision).toBe('cut');
  expect(why).toContain(number);
});

test('of a loser whose reasons are gone the stop is raised, until it is near', () => {
  const loser = { rMultiple: -0.5, pnlPct: -0.05, failedShare: 0.6, stopGapR: 0.5 };
  const { decision, why } = decide(loser);
  expect([decision, why]).toEqual(['raise_stop', expect.stringContaining('60 %')]);
  expect(decide({ ...loser, stopGapR: 0.3 }).decision).toBe('hold');
  expect(decide({ ...loser, stopGapR: null }).decision).toBe('hold');
});

test('a run that a trailing stop keeps is not cut by a review', () => {
  expect(decide({ mfeR: 1.3, rMultiple: 0, stopFollows: true }).decision).toBe('hold');
});

test.each([
  ['whose reasons hold', { rMultiple: -0.5, pnlPct: -0.05 }],
  ['that is an hour old', { rMultiple: -0.5, pnlPct: -0.05, failedShare: 1, holdHours: 0.5 }],
  ['at risk on a strong chart', { rMultiple: -0.9, pnlPct: -0.21, chartNow: 0.7 }],
])('a loser %s is held', (_, changes) => {
  expect(decide(changes).decision).toBe('hold');
});

test('of what has no fresh price nothing is decided, and no reason is said to hold', () => {
  const { decision, why } = decide({ silentFor: '3.0 hours', rMultiple: -0.9, pnlPct: -0.3, chartNow: 0.1 });
  expect(decision).toBe('hold');
  expect(why).toBe('there has been no price of it for 3.0 hours, so its reasons cannot be checked');
});

test('a winner whose reasons are gone gives half, once', () => {
  expect(decide({ rMultiple: 1.5, failedShare: 0.7 }).decision).toBe('take_part');
  expect(decide({ rMultiple: 1.5, failedShare: 0.7, partSold: true }).decision).toBe('hold');
});

test('of a winner of which half is less than the smallest trade nothing is sold', () => {
  expect(decide({ rMultiple: 1.5, failedShare: 0.7, valueUsd: 19.99 }).decision).toBe('hold');
  expect(decide({ rMultiple: 1.5, failedShare: 0.7, valueUsd: 20 }).decision).toBe('take_part');
});

test('a winner whose reasons hold grows only where there is room, and only in a review of scaling', () => {
  const winner = { rMultiple: 0.8, chartNow: 0.7 };
  expect(decide(winner).decision).toBe('scale_up');
  expect(decide({ ...winner, roomUsd: 5 }).decision).toBe('hold');
  expect(decidePosition(standing(winner), false).decision).toBe('hold');
});

test('nothing is decided twice at once, and a loser never grows', () => {
  const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const share = fc.option(number(0, 1));
  const any = fc.record({ pnlPct: number(-1, 0), rMultiple: number(-3, 0), failedShare: share, chartNow: share });
  fc.assert(
    fc.property(any, (changes) => {
      expect(decide(changes).decision).not.toBe('scale_up');
      expect(decide({ ...changes, decisionPending: true }).decision).toBe('hold');
    }),
  );
});
