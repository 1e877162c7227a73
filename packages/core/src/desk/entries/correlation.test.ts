import { expect, test } from 'vitest';
import { correlation, findCorrelated, returnsOf } from './correlation.ts';

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
