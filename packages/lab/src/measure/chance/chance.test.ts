import { normalBelow } from '@atc/core/loop/track-records';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  breakOf,
  chanceAbove,
  chanceOfMean,
  checkReality,
  deflatedSharpe,
  deviation,
  drawNormal,
  edgeShown,
  intervalByDay,
  intervalOf,
  intervalOfDifference,
  luckOf,
  mean,
  minimumTrackRecord,
  normalQuantile,
  overfitOf,
  periodSharpe,
  randomOf,
  shapeOf,
  tradesNeeded,
} from '../index.ts';
import { distanceFromUniform } from '../testing/uniform.ts';
import { drawPlaces } from './bootstrap.ts';
import { chanceOfBridge } from './cusum.ts';
import { chanceOfEstimate } from './sharpe.ts';

const ONCE_IN_100 = 1.63;

/** So many draws of noise with a mean and a deviation. */
function noise(seed: string, length: number, { average = 0, spread = 1 } = {}): readonly number[] {
  const random = randomOf(seed);
  return Array.from({ length }, () => average + spread * drawNormal(random));
}

test('the normal distribution is that of the tables, and its inverse leads back', () => {
  expect(normalBelow(0)).toBe(0.5);
  expect(normalBelow(1.959_963_984_540_054)).toBeCloseTo(0.975, 14);
  expect(normalBelow(-3)).toBeCloseTo(0.001_349_898_031_630_095, 15);
  expect(normalQuantile(0.8)).toBeCloseTo(0.841_621_233_572_914_3, 12);
  fc.assert(
    fc.property(
      fc.double({ min: -5, max: 5, noNaN: true }),
      (x) => Math.abs(normalQuantile(normalBelow(x)) - x) < 1e-8,
    ),
  );
});

test('the stream of a seed is even, and another seed has another', () => {
  const random = randomOf('even');
  expect(distanceFromUniform(Array.from({ length: 5000 }, random))).toBeLessThan(ONCE_IN_100);
  expect(randomOf('even')()).toBe(randomOf('even')());
  expect(randomOf('even')()).not.toBe(randomOf('odd')());
});

test('blocks are as long on average as was asked for, and every place is drawn as often', () => {
  const places = new Int32Array(100_000);
  drawPlaces(places, 10, randomOf('blocks'));
  const breaks = places.filter((place, i) => i > 0 && place !== ((places[i - 1] ?? 0) + 1) % places.length).length;
  expect(places.length / breaks).toBeCloseTo(10, 0);
  const uniform = Array.from({ length: 300 }, (_, i) => {
    const few = new Int32Array(50);
    drawPlaces(few, 5, randomOf(`places ${i}`));
    return ((few[37] ?? 0) + randomOf(`within ${i}`)()) / 50;
  });
  expect(distanceFromUniform(uniform)).toBeLessThan(ONCE_IN_100);
});

test('a mean of noise without an edge has every probability alike', () => {
  const chances = Array.from({ length: 200 }, (_, i) => {
    const values = noise(`null ${i}`, 120);
    return chanceOfMean(values, { seed: `draw ${i}`, draws: 400, block: 1 }) ?? Number.NaN;
  });
  expect(distanceFromUniform(chances)).toBeLessThan(ONCE_IN_100);
});

test('an interval of 95 % holds the true mean about 95 times in 100', () => {
  const held = Array.from({ length: 300 }, (_, i) => {
    const values = noise(`held ${i}`, 100, { average: 0.3 });
    const interval = intervalOf(values, mean, { seed: `draw ${i}`, draws: 400, block: 1 });
    return interval !== null && interval.low <= 0.3 && interval.high >= 0.3;
  }).filter(Boolean).length;
  // Three standard errors of a binomial share are 3.8 points.
  expect(held / 300).toBeGreaterThan(0.912);
  expect(held / 300).toBeLessThan(0.988);
});

test('what two series share does not widen the interval of their difference', () => {
  const reference = noise('market', 200, { spread: 5 });
  const series = reference.map((value, i) => value + (i % 2 === 0 ? 0.2 : 0));
  const difference = intervalOfDifference({ series, reference }, mean, { seed: 'pair' });
  expect(difference?.estimate).toBeCloseTo(0.1, 12);
  expect(difference?.low).toBeGreaterThan(0.05);
  expect(difference?.high).toBeLessThan(0.15);
});

test('ten results of one day are as sure as one of each day, and no surer', () => {
  const daily = noise('days', 60);
  const DAY = 86_400_000;
  const once = intervalByDay(
    daily.map((value, day) => ({ at: day * DAY, value })),
    { seed: 'once' },
  );
  const tenfold = intervalByDay(
    daily.flatMap((value, day) => Array.from({ length: 10 }, (_, i) => ({ at: day * DAY + i, value }))),
    { seed: 'once' },
  );
  expect(tenfold?.low).toBeCloseTo(once?.low ?? Number.NaN, 12);
  expect(tenfold?.high).toBeCloseTo(once?.high ?? Number.NaN, 12);
  expect(intervalByDay([{ at: 0, value: 1 }], { seed: 'one' })).toBeNull();
});

test('a planted edge is found as often as the number of trades promises, and none is found where none is', () => {
  const [edge, spread] = [0.3, 1.5];
  const trades = tradesNeeded({ edge, deviation: spread }) ?? 0;
  const found = (average: number) =>
    Array.from({ length: 1000 }, (_, i) => {
      const results = noise(`power ${average} ${i}`, trades, { average, spread });
      return Math.abs(mean(results) / (deviation(results) / Math.sqrt(trades))) > normalQuantile(0.975);
    }).filter(Boolean).length / 1000;
  // Three standard errors: 3.8 points at 0.8, 2.1 at 0.05.
  expect(Math.abs(found(edge) - 0.8)).toBeLessThan(0.038);
  expect(Math.abs(found(0) - 0.05)).toBeLessThan(0.025);
  expect(edgeShown(trades, spread)).toBeCloseTo(edge, 2);
});

test('to see 0.3 % a trade at a deviation of 4.42 % takes about 1,700 trades; no number shows nothing', () => {
  expect(tradesNeeded({ edge: 0.003, deviation: 0.0442 })).toBe(1704);
  expect(tradesNeeded({ edge: 0, deviation: 1 })).toBeNull();
  expect(edgeShown(0, 1)).toBeNull();
});

test('the probabilistic Sharpe ratio of noise has every value alike', () => {
  const chances = Array.from({ length: 300 }, (_, i) => chanceAbove(noise(`psr ${i}`, 250)) ?? Number.NaN);
  expect(distanceFromUniform(chances)).toBeLessThan(ONCE_IN_100);
});

test('the published examples of the probabilistic and the deflated Sharpe ratio come out', () => {
  // Bailey and López de Prado: two years of a hedge fund, as if it were normal, and as it is (The Sharpe Ratio
  // Efficient Frontier, 2012).
  expect(chanceOfEstimate({ sharpe: 0.458, skew: 0, kurtosis: 3, periods: 24 }, 0)).toBeCloseTo(0.982, 3);
  expect(chanceOfEstimate({ sharpe: 0.458, skew: -2.448, kurtosis: 10.164, periods: 24 }, 0)).toBeCloseTo(0.913, 3);
  // The best of 100 and of 46 trials, five years of 250 days (The Deflated Sharpe Ratio, 2014).
  const best = { sharpe: 2.5 / Math.sqrt(250), skew: -3, kurtosis: 10, periods: 1250 };
  const spread = Math.sqrt(0.5 / 250);
  expect(luckOf({ trials: 100, spread })).toBeCloseTo(0.1132, 4);
  expect(chanceOfEstimate(best, luckOf({ trials: 100, spread }))).toBeCloseTo(0.9004, 3);
  expect(chanceOfEstimate(best, luckOf({ trials: 46, spread }))).toBeCloseTo(0.9505, 3);
});

test('the longer the list of trials, the less the best of them is believed', () => {
  const returns = noise('best', 365, { average: 0.12 });
  const believed = [1, 2, 10, 100, 1000].map((trials) => deflatedSharpe(returns, { trials, spread: 0.05 }) ?? 0);
  expect(believed).toEqual(believed.toSorted((a, b) => b - a));
  expect(new Set(believed).size).toBe(5);
  expect(believed[0]).toBe(chanceAbove(returns));
});

test('the best of 50 variants of noise is believed once in twenty, where it looked good nearly always', () => {
  const best = Array.from({ length: 200 }, (_, world) => {
    const variants = Array.from({ length: 50 }, (__, i) => noise(`variant ${world} ${i}`, 250));
    const sharpes = variants.map(periodSharpe);
    const chosen = variants[sharpes.indexOf(Math.max(...sharpes))] ?? [];
    return {
      alone: (chanceAbove(chosen) ?? 0) >= 0.95,
      deflated: (deflatedSharpe(chosen, { trials: 50, spread: deviation(sharpes) }) ?? 0) >= 0.95,
    };
  });
  expect(best.filter(({ alone }) => alone).length).toBeGreaterThan(170);
  expect(best.filter(({ deflated }) => deflated).length).toBeLessThan(20);
});

test('a track record is long enough just where its own probability says so', () => {
  const returns = noise('record', 400, { average: 0.1 });
  const needed = minimumTrackRecord(returns) ?? 0;
  const chance = chanceAbove(returns) ?? 0;
  expect(chance >= 0.95).toBe(returns.length >= needed);
  // The same estimate over just so many periods.
  const estimate = { ...shapeOf(returns), sharpe: periodSharpe(returns) };
  expect(chanceOfEstimate({ ...estimate, periods: needed }, 0)).toBeGreaterThanOrEqual(0.95);
  expect(chanceOfEstimate({ ...estimate, periods: needed - 1 }, 0)).toBeLessThan(0.95);
  expect(minimumTrackRecord(returns.map((value) => -Math.abs(value)))).toBeNull();
});

test('choosing among noise is as good as a coin, choosing one that is better is not', () => {
  const worlds = Array.from({ length: 60 }, (_, world) =>
    overfitOf(Array.from({ length: 20 }, (__, i) => noise(`cscv ${world} ${i}`, 200))),
  );
  const probability = mean(worlds.map((world) => world?.probability ?? Number.NaN));
  expect(worlds[0]?.splits).toBe(252);
  expect(Math.abs(probability - 0.5)).toBeLessThan(0.06);
  const planted = Array.from({ length: 20 }, (_, i) => noise(`one ${i}`, 200, { average: i === 7 ? 0.4 : 0 }));
  expect(overfitOf(planted)?.probability).toBeLessThan(0.05);
  expect(overfitOf([[1, 2, 3]])).toBeNull();
});

test('the reality check of noise has every probability alike, and a planted winner has a small one', () => {
  const none = noise('cash', 150, { spread: 0 });
  const chances = Array.from({ length: 150 }, (_, world) => {
    const variants = Array.from({ length: 5 }, (__, i) => noise(`rc ${world} ${i}`, 150));
    return checkReality(variants, none, { seed: `rc ${world}`, draws: 300, block: 1 });
  });
  expect(distanceFromUniform(chances.map((one) => one?.white ?? Number.NaN))).toBeLessThan(ONCE_IN_100);
  const winner = [noise('winner', 150, { average: 0.4 }), noise('other', 150)];
  expect(checkReality(winner, none, { seed: 'w' })?.spa).toBeLessThan(0.01);
  expect(checkReality([none], none, { seed: 'same' })).toBeNull();
});

test('poor variants beside a good one spoil the reality check, and leave Hansen’s test as it is', () => {
  const none = noise('cash', 200, { spread: 0 });
  const good = noise('good', 200, { average: 0.15 });
  const poor = Array.from({ length: 40 }, (_, i) => noise(`poor ${i}`, 200, { average: -1, spread: 4 }));
  const alone = checkReality([good], none, { seed: 'p' });
  const beside = checkReality([good, ...poor], none, { seed: 'p' });
  expect(alone?.spa).toBeLessThan(0.05);
  expect(beside?.spa).toBeLessThan(0.15);
  expect(beside?.white).toBeGreaterThan(0.5);
});

test('a change of the mean is found where it is, and noise has every probability alike', () => {
  const before = noise('before', 150);
  const after = noise('after', 150, { average: -1 });
  const found = breakOf([...before, ...after]);
  expect(Math.abs((found?.at ?? 0) - 149)).toBeLessThan(15);
  expect(found?.p).toBeLessThan(0.001);
  const chances = Array.from({ length: 200 }, (_, i) => breakOf(noise(`still ${i}`, 2000))?.p ?? Number.NaN);
  expect(distanceFromUniform(chances)).toBeLessThan(ONCE_IN_100);
  expect(breakOf([1, 1, 1])).toBeNull();
  expect(chanceOfBridge(1.358)).toBeCloseTo(0.05, 3);
});
