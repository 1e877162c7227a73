import { judgeDemotion } from '@atc/core/loop/track-records';
import type { Trial } from '@atc/core/loop/trials';
import { expect, test } from 'vitest';
import { DAY_MS, drawNormal, randomOf } from '../measure/index.ts';
import { expectationOf } from './expectation-of.ts';
import { judgePromotion, mayLookAtHoldout } from './index.ts';
import { plantWorld } from './testing/planted-world.ts';

const DRAWS = 200;
// A strong edge, so that nothing refuses it.
const { chosen, ledger } = plantWorld({ seed: 'strong', sharpe: 4, days: 730, variants: 1 });
const [, holdout] = ledger;
if (!chosen.evidence || !holdout) throw new Error('the world is not complete');
const { evidence } = chosen;

const judge = (trial: Partial<Trial>, changed?: readonly Trial[]) => {
  const one = { ...chosen, ...trial };
  return judgePromotion({ trial: one, ledger: changed ?? [one, ...ledger.slice(1)], draws: DRAWS });
};

test('a strong edge passes every gate, and its record says what to expect', () => {
  const judgement = judge({});
  expect(judgement.refusals).toEqual([]);
  expect(judgement.passed).toBe(true);
  expect(judgement.said).toMatch(/^planted@1: out of sample 2023-01-01 to .*, 104 trades, \+.* deflated 1\.00$/);
  // A fill was modelled at 1.5 times its costs.
  expect(judgement.expected).toMatchObject({ slippage: expect.closeTo(0.0004, 9) });
  expect(judgement.expected?.tradesPerYear).toBeCloseTo(52, 0);
});

const worse = chosen.returns.map((value) => -value);

test.each<[string, Partial<Trial>, RegExp]>([
  ['three months', { returns: chosen.returns.slice(0, 90) }, /^its tests cover 90 days, at least 120$/],
  ['two windows', { evidence: { ...evidence, windows: evidence.windows.slice(0, 2) } }, /^2 windows walked forward/],
  [
    'few trades in few weeks',
    { results: chosen.results.slice(0, 39), evidence: { ...evidence, daysInMarket: 181 } },
    /^39 trades and 181 days in the market, at least 40 or 182$/,
  ],
  ['plain costs', { costs: 1 }, /^it was played at 1 times the costs, at least 1.5$/],
  ['a loss', { returns: worse }, /^the lower 95 % bound of its mean day is −/],
  ['no word of what dice did', { evidence: { ...evidence, placebo: [] } }, /^what placebo did on the same days/],
  [
    'what dice do too',
    { evidence: { ...evidence, placebo: [...chosen.returns] } },
    /growth beats that of placebo in 0 %/,
  ],
  [
    'one month that carries it',
    { evidence: { ...evidence, leftOut: [{ name: 'May 2023', mean: -0.0002 }] } },
    /^without May 2023 its mean day is −0.020 %, above 0 asked for$/,
  ],
  ['poor neighbours', { values: { n: 1 }, evidence: { ...evidence, neighbours: [1, -1, -1] } }, /^33 % of its neigh/],
  [
    'a check that failed',
    { evidence: { ...evidence, checks: [{ name: 'delay', passed: false, found: '+2 % becomes −1 %' }] } },
    /^the check delay failed: \+2 % becomes −1 %$/,
  ],
  ['no check', { evidence: { ...evidence, checks: [] } }, /^no check was made$/],
])('%s is refused in one sentence', (_, changes, sentence) => {
  expect(judge(changes).refusals).toEqual(expect.arrayContaining([expect.stringMatching(sentence)]));
});

test.each<[string, readonly Trial[], RegExp]>([
  ['was not looked at', [chosen], /^the holdout was not looked at: that comes when/],
  [
    'was looked at twice, for another variant',
    [chosen, holdout, { ...holdout, runId: 'ffff000000000000', values: { n: 2 } }],
    /^the holdout was looked at 2 times, once asked for$/,
  ],
  [
    'was looked at before',
    [chosen, { ...holdout, lookedAt: '2026-01-01T00:00:00.000Z' }],
    /before the choice: planted@1 on 2026-01-01 \(run /,
  ],
  [
    'was looked at for another variant',
    [chosen, { ...holdout, values: { n: 2 }, family: 'another' }],
    /^its family looked at the holdout for another variant: planted@1 n 2 on 2026-11-02 \(run [0-9a-f]{16}\)$/,
  ],
  [
    'was seen by a search',
    [chosen, { ...chosen, runId: 'ffff000000000000', to: evidence.holdout?.to ?? '' }, holdout],
    /^the holdout was seen by run ffff000000000000, which covers days until 2025-/,
  ],
  ['was a loss', [chosen, { ...holdout, returns: holdout.returns.map(() => -0.001) }], /is −0.100 %, at least 0$/],
])('a holdout that %s is refused', (_, changed, sentence) => {
  expect(judge({}, changed).refusals).toEqual(expect.arrayContaining([expect.stringMatching(sentence)]));
});

test('a recording without a holdout is refused, and a holdout on other days is another one', () => {
  expect(judge({ evidence: { ...evidence, holdout: null } }).refusals).toEqual([
    'its recording is too short to keep a holdout',
  ]);
  const earlier = { ...holdout, from: '2020-01-01T00:00:00.000Z', to: '2020-06-01T00:00:00.000Z' };
  expect(judge({}, [chosen, holdout, earlier]).refusals).toEqual([]);
});

test('the holdout may be looked at once, and only when every other gate has passed', () => {
  const may = (trial: Trial, others: readonly Trial[] = []) => mayLookAtHoldout({ trial, ledger: [trial, ...others] });
  expect(may(chosen)).toBe(true);
  expect(may(chosen, [holdout])).toBe(false);
  expect(may({ ...chosen, costs: 1 })).toBe(false);
});

test('a strategy that was tried on another recording too was chosen of none all the same', () => {
  const elsewhere = { ...chosen, runId: 'eeee000000000000', recording: 'another' };
  const judgement = judge({}, [chosen, elsewhere, holdout]);
  expect([judgement.trials, judgement.refusals]).toEqual([2, []]);
});

test('what alone is an edge is luck as the best of many: the ledger counts those that nobody reports', () => {
  const modest = plantWorld({ seed: 'modest', sharpe: 1.6, days: 730, variants: 1 });
  const hidden = Array.from({ length: 40 }, (_, n) => {
    const random = randomOf(`hidden ${n}`);
    const returns = modest.chosen.returns.map(() => 0.01 * drawNormal(random));
    const values = { n: n + 1 };
    return { ...modest.chosen, runId: `${1000 + n}abcdef`, values, returns, sharpe: (n - 20) / 400 };
  });
  const alone = judgePromotion({ trial: modest.chosen, ledger: modest.ledger, draws: DRAWS });
  const ofMany = judgePromotion({ trial: modest.chosen, ledger: [...modest.ledger, ...hidden], draws: DRAWS });
  expect([alone.trials, ofMany.trials]).toEqual([1, 41]);
  expect(alone.deflated).toBeGreaterThan(0.95);
  expect(ofMany.deflated).toBeLessThan(0.95);
  expect(ofMany.refusals.join()).toContain('after 41 variants, at least 0.95');
});

const found = expectationOf({ ...chosen, results: drawn(200, { mean: 0.02, seed: 'record' }) }, DRAWS);
if (!found) throw new Error('nothing can be expected');
const record = found;

function drawn(trades: number, { mean, seed }: { readonly mean: number; readonly seed: string }): number[] {
  const random = randomOf(seed);
  return Array.from({ length: trades }, () => mean + 0.05 * drawNormal(random));
}

/** After how many trades of a mean the review demotes; null: not within so many. */
function demotedAfter(most: number, mean: number, seed: string): number | null {
  const results = drawn(most, { mean, seed });
  const until = (count: number) => ({
    ...{ results: results.slice(0, count), slippage: null, since: new Date(0), now: new Date(DAY_MS) },
  });
  const first = results.findIndex((_, i) => judgeDemotion(record, until(i + 1)).length > 0);
  return first < 0 ? null : first + 1;
}

test('a strategy that has decayed to losing what it earned is demoted within half a year of its trades', () => {
  const halfYear = Math.ceil(record.tradesPerYear / 2);
  const after = Array.from({ length: 20 }, (_, world) => demotedAfter(halfYear, -0.02, `decayed ${world}`));
  expect(after.filter((trades) => trades !== null).length).toBeGreaterThanOrEqual(18);
});

test('one that goes on as before is demoted in about one of two years, not sooner', () => {
  const year = Math.ceil(record.tradesPerYear);
  const after = Array.from({ length: 40 }, (_, world) => demotedAfter(year, 0.02, `same ${world}`));
  // Once in two years: within one of them 1 − e^−½, four of ten.
  expect(after.filter((trades) => trades !== null).length).toBeLessThanOrEqual(24);
});
