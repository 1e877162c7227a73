import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Candle } from './candle.ts';
import { columnsFor, fingerprintOf, openedBy } from './candle-columns.ts';

const bar = (openAt: number, close = 5): Candle => ({ openAt, open: 2, high: 9, low: 1, close, volume: 7 });
function columnsWith(bars: readonly Candle[], room = bars.length) {
  const columns = columnsFor(room);
  for (const one of bars) columns.push(one);
  return columns;
}

test('a bar comes back as it was given', () => {
  const columns = columnsWith([bar(10), bar(20, 6)]);
  expect([columns.length, columns.at(0), columns.at(1)]).toEqual([2, bar(10), bar(20, 6)]);
  expect(columns.openAt(1)).toBe(20);
});

test.each([-1, 2, Number.NaN])('there is no bar %d of two, though there is room for more', (index) => {
  const columns = columnsWith([bar(10), bar(20)], 5);
  expect(() => columns.at(index)).toThrow(`there is no bar ${index}`);
});

test('bars count from the instant they open', () => {
  const columns = columnsWith([bar(10), bar(20), bar(30)]);
  expect([9, 10, 19, 20, 30, 99].map((at) => openedBy(columns, at))).toEqual([0, 1, 1, 2, 3, 3]);
});

test('whatever the gaps, as many have opened as are not later', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(500)), fc.nat(500), (opens, at) => {
      const sorted = opens.sort((a, b) => a - b);
      expect(openedBy(columnsWith(sorted.map((open) => bar(open))), at)).toBe(
        sorted.filter((open) => open <= at).length,
      );
    }),
  );
});

test('a fingerprint is twelve hex digits of what is there, not of the room for it', () => {
  const named = fingerprintOf([columnsWith([bar(10)])]);
  expect(named).toMatch(/^[0-9a-f]{12}$/);
  expect(fingerprintOf([columnsWith([bar(10)], 9)])).toBe(named);
});

test('another figure, another order or another cut is another recording', () => {
  const [a, b] = [columnsWith([bar(10)]), columnsWith([bar(20)])];
  const names = [
    [a, b],
    [b, a],
    [columnsWith([bar(10), bar(20)])],
    [a, columnsWith([bar(20, 5.000001)])],
    [a, b, columnsFor(0)],
  ].map(fingerprintOf);
  expect(new Set(names).size).toBe(5);
});
