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
