import { defaultPolicies } from '@atc/core/company/policies';
import { expect, test } from 'vitest';
import { type StandingFacts, standingOf } from './standing.ts';

const facts: StandingFacts = {
  measures: { pnlPct: 0.1, rMultiple: 1.2, mfeR: 2, holdMinutes: 90, stopPct: 0.1 },
  trade: { entryPrice: 100, exitPrice: 112 },
  stop: { at: 105, follows: true },
  compared: { failedShare: 0.25 },
  held: { costUsd: 45, valueUsd: 50, partSold: false, decisionPending: false },
  chartNow: 0.7,
  mayGrow: true,
  silentFor: null,
  limits: defaultPolicies.trade_limits,
};

test('a position may grow to what a position may cost', () => {
  expect(standingOf(facts)).toMatchObject({ holdHours: 1.5, roomUsd: 15, leastUsd: 10 });
});

test('how far the stop lies below the price is told in what the first one put at risk', () => {
  expect(standingOf(facts)).toMatchObject({ stopGapR: expect.closeTo(0.7, 10), stopFollows: true });
  expect(standingOf({ ...facts, stop: { at: null, follows: false } }).stopGapR).toBeNull();
});

test('there is no room without a signal to size by, or a plan', () => {
  expect(standingOf({ ...facts, mayGrow: false }).roomUsd).toBe(0);
});
