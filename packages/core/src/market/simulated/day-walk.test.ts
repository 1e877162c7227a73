import { expect, test } from 'vitest';
import { dayReturn, manners, regimeOf } from './day-walk.ts';
import { simulatedTokens } from './tokens.ts';

const days = Array.from({ length: 400 }, (_, i) => 20_000 + i);

test('a day has the same regime whenever it is asked for', () => {
  const forwards = days.map((day) => regimeOf('seed', 'SOL', day));
  const backwards = [...days].reverse().map((day) => regimeOf('seed', 'SOL', day));
  expect(backwards.reverse()).toEqual(forwards);
});

test('every regime comes, and lasts for about three days', () => {
  const regimes = days.map((day) => regimeOf('seed', 'market', day));
  const stays = regimes.filter((regime, i) => i > 0 && regime === regimes[i - 1]).length;
  expect(new Set(regimes).size).toBe(4);
  // 65 % stay, and of those that change a quarter change to the same: 74 %.
  expect(stays / (days.length - 1)).toBeGreaterThan(0.66);
  expect(stays / (days.length - 1)).toBeLessThan(0.82);
});

test('names have regimes of their own, and so have seeds', () => {
  const of = (seed: string, name: string) => days.map((day) => regimeOf(seed, name, day)).join();
  expect(new Set([of('seed', 'SOL'), of('seed', 'BONK'), of('other', 'SOL')]).size).toBe(3);
});

test.each([
  ['SOL', 0.0486544944053242],
  ['BONK', -0.045440096768926554],
  ['WIF', 0.10657690264020367],
])('a world of a seed stays the same from version to version: %s', (symbol, move) => {
  const token = simulatedTokens.find((one) => one.symbol === symbol);
  expect(token && dayReturn('seed', token, 20_000)).toBeCloseTo(move, 12);
});

test('over 400 days of all tokens a world of a seed moves as it always did', () => {
  const moved = simulatedTokens.flatMap((token) => days.map((day) => Math.abs(dayReturn('seed', token, day))));
  expect(moved.reduce((sum, move) => sum + move, 0)).toBeCloseTo(239.6779194529989, 6);
});

test('rising days rise, falling days fall, and a wild day moves thrice as much as a calm one', () => {
  const still = { contract: 'X_USDT', symbol: 'X', price: 1, volatility: 1, beta: 0, volumeUsd: 1 };
  const movesIn = (regime: string) =>
    days.filter((day) => regimeOf('seed', 'X', day) === regime).map((day) => dayReturn('seed', still, day) / 0.8);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = (values: readonly number[]) => Math.sqrt(mean(values.map((value) => value ** 2)));
  expect(mean(movesIn('rising'))).toBeGreaterThan(0.4);
  expect(mean(movesIn('falling'))).toBeLessThan(-0.4);
  expect(spread(movesIn('wild')) / spread(movesIn('calm'))).toBeGreaterThan(2);
  expect(manners.wild.volatility / manners.calm.volatility).toBeCloseTo(3, 12);
});
