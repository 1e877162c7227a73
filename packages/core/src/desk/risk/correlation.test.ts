import { expect, test } from 'vitest';
import { correlation, returnsOf } from './correlation.ts';

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
