import { expect, test } from 'vitest';
import { BARS_COMPARED, correlation, findCorrelated, returnsOf } from './correlation.ts';

const wave = Array.from({ length: 20 }, (_, i) => Math.sin(i));

test('a series moves exactly with itself and against its mirror', () => {
  expect(correlation(wave, wave)).toBeCloseTo(1, 12);
  expect(
    correlation(
      wave,
      wave.map((value) => -value),
    ),
  ).toBeCloseTo(-1, 12);
});

test('too few returns or none that vary say nothing', () => {
  expect(correlation([1, 2, 3], [1, 2, 3])).toBeNull();
  expect(correlation(new Array(10).fill(1), wave)).toBeNull();
});

test('returns are relative changes of the close', () => {
  expect(returnsOf([100, 110, 99])).toEqual([expect.closeTo(0.1, 12), expect.closeTo(-0.1, 12)]);
});

const walk = (phase: number) => Array.from({ length: 30 }, (_, i) => 100 + 10 * Math.sin(i + phase));

test('the held token that moves most like a token is found, above 0.8 only', () => {
  const held = [
    { symbol: 'FAR', closes: walk(2) },
    { symbol: 'NEAR', closes: walk(0.3) },
    { symbol: 'TWIN', closes: walk(0) },
  ];
  expect(findCorrelated(walk(0), held)).toEqual({ symbol: 'TWIN', r: expect.closeTo(1, 9) });
  expect(findCorrelated(walk(0), held.slice(0, 1))).toBeNull();
  expect(findCorrelated(walk(0), [])).toBeNull();
});

test('eight pairs are enough to compare, seven are not', () => {
  expect(correlation(wave.slice(0, 8), wave.slice(0, 8))).toBeCloseTo(1, 12);
  expect(correlation(wave.slice(0, 7), wave.slice(0, 7))).toBeNull();
});

test('of two series of unequal length the latest of both are compared', () => {
  expect(correlation([50, -7, 3, ...wave], wave)).toBeCloseTo(1, 12);
  expect(correlation(wave, [50, -7, 3, ...wave])).toBeCloseTo(1, 12);
});

test('a hand-computed correlation of eight pairs', () => {
  // deviations of 1 to 8 give 42 and 42 squared, those of the pairs swapped 38 in common
  expect(correlation([1, 2, 3, 4, 5, 6, 7, 8], [2, 1, 4, 3, 6, 5, 8, 7])).toBeCloseTo(38 / 42, 12);
});

test('what moves along by 0.8 and a little counts, a little less does not', () => {
  const price = (returns: readonly number[]) => {
    const closes = [100];
    for (const change of returns) closes.push((closes.at(-1) ?? 0) * (1 + change));
    return closes;
  };
  const own = [1, -1, 1, -1, 1, -1, 1, -1].map((sign) => sign * 0.01);
  const other = (twist: number) => own.map((value, i) => value + (i % 4 < 2 ? twist : -twist));
  // the twist is at right angles to the returns: r = 0.01 / sqrt(0.01² + twist²)
  expect(findCorrelated(price(own), [{ symbol: 'NEAR', closes: price(other(0.0074)) }])?.r).toBeCloseTo(0.8038, 4);
  expect(findCorrelated(price(own), [{ symbol: 'FAR', closes: price(other(0.0076)) }])).toBeNull();
});

test('a held token that cannot be compared is passed over', () => {
  const held = [
    { symbol: 'NEW', closes: [1, 2] },
    { symbol: 'TWIN', closes: walk(0) },
  ];
  expect(findCorrelated(walk(0), held)?.symbol).toBe('TWIN');
  expect(findCorrelated(walk(0), held.slice(0, 1))).toBeNull();
});

test('a held token that moves against counts for nothing', () => {
  const mirror = walk(0).map((close) => 200 - close);
  expect(findCorrelated(walk(0), [{ symbol: 'MIRROR', closes: mirror }])).toBeNull();
});

test('three days of hours are compared', () => {
  expect(BARS_COMPARED).toEqual({ intervalMs: 3_600_000, count: 72 });
});
