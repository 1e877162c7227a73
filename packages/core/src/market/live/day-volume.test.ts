import { expect, test } from 'vitest';
import { type DayVolumes, tradedBefore } from './day-volume.ts';

function counted(...counts: readonly (readonly [number, number])[]): readonly number[] {
  const known: DayVolumes = new Map();
  return counts.map(([seconds, volume]) => tradedBefore(known, 'MES', { at: seconds * 1000, volume }));
}

test('what was traded is what the counter rose by in five minutes', () => {
  expect(counted([0, 100], [60, 130], [300, 150], [301, 160])).toEqual([0, 30, 50, 30]);
});

test('a counter that starts a new day is no trade, and counts on from there', () => {
  expect(counted([0, 900], [5, 3], [10, 8])).toEqual([0, 0, 5]);
});

test('many counts in a second are kept as one', () => {
  const known: DayVolumes = new Map();
  for (let i = 0; i < 1000; i += 1) tradedBefore(known, 'MES', { at: i * 10, volume: i });
  expect(known.get('MES')?.length).toBeLessThan(25);
  expect(tradedBefore(known, 'MES', { at: 10_000, volume: 1000 })).toBe(1000);
});

test('what was counted five minutes ago still counts, a moment before that no more', () => {
  expect(counted([0, 100], [300, 150])).toEqual([0, 50]);
  expect(counted([0, 100], [10, 110], [301, 150])).toEqual([0, 10, 40]);
});

test('a counter that stands still counts on', () => {
  expect(counted([0, 100], [1, 100], [2, 130])).toEqual([0, 0, 30]);
});

test('counts a second apart are kept, nearer ones give way to the last', () => {
  const kept = (apartMs: number) => {
    const known: DayVolumes = new Map();
    for (let i = 0; i < 4; i += 1) tradedBefore(known, 'MES', { at: i * apartMs, volume: i });
    return known.get('MES')?.map(({ volume }) => volume);
  };
  expect(kept(500)).toEqual([0, 1, 2, 3]);
  expect(kept(499)).toEqual([0, 2, 3]);
});

test('a count just a second after the last but one keeps the last, a moment before that replaces it', () => {
  const kept = (third: number) => {
    const known: DayVolumes = new Map();
    for (const at of [0, 500, third]) tradedBefore(known, 'MES', { at, volume: at });
    return known.get('MES')?.map(({ at }) => at);
  };
  expect(kept(1000)).toEqual([0, 500, 1000]);
  expect(kept(999)).toEqual([0, 999]);
});

test('contracts are counted each for itself', () => {
  const known: DayVolumes = new Map();
  tradedBefore(known, 'MES', { at: 0, volume: 5 });
  expect(tradedBefore(known, 'MNQ', { at: 1, volume: 900 })).toBe(0);
  expect(tradedBefore(known, 'MES', { at: 2, volume: 9 })).toBe(4);
});
