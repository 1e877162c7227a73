import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededDice } from '../../kernel/dice/index.ts';
import { DAY_MS, MINUTE_MS } from '../../kernel/time/index.ts';
import { calibrate, PRIOR } from './calibrate.ts';
import { estimate } from './estimate.ts';
import { judgeForecast } from './judge-forecast.ts';
import { type Odds, ROUND_TRIP_COST, type SettledForecast } from './odds.ts';
import { conviction, mappedOf, oddsOf } from './odds-of.ts';
import { countLosses, isOnProbation } from './probation.ts';
import { sayOdds } from './say-odds.ts';

const START = Date.UTC(2025, 0, 1);
const bars = (lows: readonly number[], close = lows.at(-1) ?? 0) =>
  Array.from({ length: 288 }, (_, i) => {
    const low = lows[i] ?? close;
    return {
      openAt: START + i * 5 * MINUTE_MS,
      open: low,
      high: Math.max(low, close),
      low,
      close: i === 287 ? close : low,
      volume: 1,
    };
  });
const judge = (all: ReturnType<typeof bars>) => judgeForecast({ price: 100, stop: 90 }, all, 5 * MINUTE_MS);

test('a forecast pays when its day ends above the price by more than the costs, in units of its risk', () => {
  expect(judge(bars([100], 101))).toEqual({ paid: true, resultR: expect.closeTo((0.01 - ROUND_TRIP_COST) / 0.1, 12) });
  expect(judge(bars([100], 100.2))).toMatchObject({ paid: false });
});

test('one whose stop was reached does not pay, however its day ended; below the stop it is sold at the opening', () => {
  expect(judge(bars([100, 90, 100], 150))).toEqual({ paid: false, resultR: expect.closeTo(-1.03, 12) });
  expect(judge(bars([100, 80, 100], 150))).toEqual({ paid: false, resultR: expect.closeTo(-2.03, 12) });
});

test('a day with a tenth of its bars missing settles nothing, nor does a stop above the price', () => {
  expect(judge(bars([100]).slice(0, 250))).toBeNull();
  expect(judgeForecast({ price: 100, stop: 101 }, bars([100]), 5 * MINUTE_MS)).toBeNull();
});

test('figures of one day count as a cluster, and few of them have no range', () => {
  const days = (count: number, each: number) =>
    Array.from({ length: count * each }, (_, i) => ({
      at: new Date(START + Math.floor(i / each) * DAY_MS),
      value: Math.floor(i / each) % 2,
    }));
  expect(estimate([])).toEqual({ mean: 0, low: null, high: null });
  expect(estimate(days(8, 10))).toEqual({ mean: 0.5, low: null, high: null });
  // Ten days of four equal figures: the error is that of ten days, 1.96 · √(0.25 · 10 / 9 / 10).
  const error = 1.96 * Math.sqrt(0.25 / 9);
  expect(estimate(days(10, 4))).toEqual({
    mean: 0.5,
    low: expect.closeTo(0.5 - error, 9),
    high: expect.closeTo(0.5 + error, 9),
  });
});

/** Forecasts, ten a day, of which a share pays that depends on the score: that brings 1.2 R, the rest costs 1 R. */
function world(seed: string, count: number, share: (score: number) => number): readonly SettledForecast[] {
  const dice = seededDice(seed);
  const all: SettledForecast[] = [];
  for (let i = 0; i < count; i += 1) {
    const score = dice.roll('score', `${i}`);
    const paid = dice.roll('paid', `${i}`) < share(score);
    const map = calibrate(all.slice(0, Math.floor(all.length / 100) * 100));
    const made = { madeAt: new Date(START + Math.floor(i / 10) * DAY_MS), score, base: map.base };
    all.push({ ...made, mapped: mappedOf(map, score), paid, resultR: paid ? 1.2 : -1 });
  }
  return all;
}

test('without a forecast the odds are the prior, and a share of few is shrunk to it', () => {
  expect(oddsOf(null, 0.9)).toMatchObject({ probability: PRIOR.base, of: 0, needs: PRIOR.needs, shown: null });
  const few = calibrate(world('few', 10, () => 1));
  expect(few.base).toBeCloseTo((10 + 30 * PRIOR.base) / 40, 12);
  expect(few).toMatchObject({ telling: false, whole: { of: 10, paid: 10 } });
});

test('scores that tell are found out, and the odds follow them', () => {
  const map = calibrate(world('telling', 600, (score) => 0.1 + 0.8 * score));
  expect(map.telling).toBe(true);
  expect(oddsOf(map, 0.95).probability).toBeGreaterThan(0.7);
  expect(oddsOf(map, 0.05).probability).toBeLessThan(0.3);
  expect([oddsOf(map, 0.95).shown, oddsOf(map, 0.05).shown]).toEqual(['earns', 'loses']);
});

test('of 40 worlds whose scores tell nothing at most 2 are believed, and all odds of the others are one', () => {
  const maps = Array.from({ length: 40 }, (_, i) => calibrate(world(`noise ${i}`, 400, () => 0.4)));
  expect(maps.filter(({ telling }) => telling).length).toBeLessThanOrEqual(2);
  const flat = maps.find(({ telling }) => !telling) ?? null;
  expect(oddsOf(flat, 0.01)).toEqual(oddsOf(flat, 0.99));
  expect(oddsOf(flat, 0.5).of).toBe(400);
});

test('whatever came of forecasts, the map never falls with the score and stays between 0 and 1', () => {
  const one = fc.record({ score: fc.double({ min: 0, max: 1, noNaN: true }), paid: fc.boolean(), day: fc.nat(60) });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 300 }), (all) => {
      const map = calibrate(
        all.map(({ score, paid, day }) => ({
          ...{ score, paid, madeAt: new Date(START + day * DAY_MS) },
          ...{ resultR: paid ? 1 : -1, mapped: 0.4, base: 0.4 },
        })),
      );
      const probabilities = map.steps.map(({ probability }) => probability);
      expect(probabilities).toEqual(probabilities.toSorted((a, b) => a - b));
      expect(probabilities.every((each) => each > 0 && each < 1)).toBe(true);
      expect(map.steps.reduce((sum, { of }) => sum + of, 0)).toBe(all.length);
    }),
  );
});

test('what costs more than it brings needs more than half', () => {
  const even = calibrate(world('even', 400, () => 0.4));
  // 1 R against 1.2 R breaks even at 1 / 2.2.
  expect(even.needs).toBeCloseTo((400 / 2.2 + 30 * PRIOR.needs) / 430, 9);
});

const odds = (changes: Partial<Odds>): Odds => ({
  ...{ probability: 0.5, of: 214, paid: 66, needs: 0.4, telling: true, shown: null },
  edge: { mean: 0, low: -0.1, high: 0.1 },
  ...changes,
});

test('only what is shown to earn is convincing, the more the further its odds lie above what they need', () => {
  expect(conviction(null, null)).toBe(0);
  expect(conviction(odds({ probability: 0.9 }), null)).toBe(0);
  const earning = (probability: number) => conviction(odds({ shown: 'earns', probability }), null);
  expect([0.3, 0.5, 0.9].map(earning)).toEqual([0, expect.closeTo(0.5), 1]);
});

test('in a falling market half of it counts', () => {
  const market = { ...{ leader: 'BTC', leaderTrend: -0.1, breadth: 0.1, change: -0.2, tokens: 10 } };
  const falling = { ...market, name: 'falling', volatility: 0.01, usualVolatility: 0.01, correlation: 0.8 } as const;
  expect(conviction(odds({ shown: 'earns', probability: 0.9 }), falling)).toBe(0.5);
  expect(conviction(odds({ shown: 'earns', probability: 0.9 }), { ...falling, name: 'ranging' })).toBe(1);
});

test('the odds are said with what they rest on', () => {
  expect(sayOdds(odds({ needs: 0.44 }))).toBe('of 214 such forecasts 31 % paid, 44 % are needed');
  expect(sayOdds(odds({ needs: 0.44, telling: false, shown: 'loses' }))).toBe(
    'of 214 such forecasts 31 % paid, whatever they scored, 44 % are needed, which loses',
  );
  expect(sayOdds(oddsOf(null, 0.8))).toBe(
    `no forecast of its kind is settled yet: ${Math.round(PRIOR.base * 100)} % pay in the lab, ` +
      `${Math.round(PRIOR.needs * 100)} % are needed`,
  );
});

test('losses count since the last win within 30 days: two are probation, a win or time ends it', () => {
  const now = new Date(START + 40 * DAY_MS);
  const ended = (...trades: readonly (readonly [daysAgo: number, outcome: 'win' | 'loss' | 'breakeven'])[]) =>
    countLosses(
      trades.map(([daysAgo, outcome]) => ({ closedAt: new Date(now.getTime() - daysAgo * DAY_MS), outcome })),
      now,
    );
  expect(ended([3, 'loss'], [1, 'loss'])).toBe(2);
  expect(ended([3, 'loss'], [2, 'breakeven'], [1, 'loss'])).toBe(2);
  expect(ended([3, 'loss'], [2, 'win'], [1, 'loss'])).toBe(1);
  expect(ended([3, 'loss'], [2, 'loss'], [1, 'win'])).toBe(0);
  expect(ended([31, 'loss'], [30, 'loss'])).toBe(1);
  expect([0, 1, 2, 3].map(isOnProbation)).toEqual([false, false, true, true]);
});
