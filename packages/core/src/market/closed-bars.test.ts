import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE_MS } from '../kernel/time/index.ts';
import type { Candle } from './candle.ts';
import { columnsFor, openedBy } from './candle-columns.ts';
import { closedBars } from './closed-bars.ts';

const START = 1_000_000 * MINUTE_MS;

/** A contract `A` whose series notes which bars it was asked for. */
function watched(opens: readonly number[]) {
  const columns = columnsFor(opens.length);
  for (const openAt of opens)
    columns.push({ openAt, open: 1, high: 2, low: 0.5, close: 1 + (openAt % 7) / 10, volume: 1 });
  const read: Candle[] = [];
  const reads = closedBars(MINUTE_MS, (contract) =>
    contract === 'A'
      ? {
          closedBy: (at) => openedBy(columns, at - MINUTE_MS),
          at: (index) => {
            const bar = columns.at(index);
            read.push(bar);
            return bar;
          },
        }
      : undefined,
  );
  return { reads, read };
}

const gappy = fc
  .uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 300 })
  .map((minutes) => minutes.sort((a, b) => a - b).map((minute) => START + minute * MINUTE_MS));
const instant = fc.integer({ min: -10 * MINUTE_MS, max: 420 * MINUTE_MS }).map((ms) => new Date(START + ms));

test('no question touches a bar that has not closed, gaps or not', () => {
  fc.assert(
    fc.property(gappy, fc.tuple(instant, instant), fc.integer({ min: 1, max: 30 }), (opens, [now, other], count) => {
      const { reads, read } = watched(opens);
      reads.bars('A', { intervalMs: 5 * MINUTE_MS, count }, now);
      reads.price('A', now);
      reads.barsClosedBetween('A', other, now);
      return read.every((bar) => bar.openAt + MINUTE_MS <= now.getTime());
    }),
  );
});

test('every longer bar is made of exactly the bars within it', () => {
  fc.assert(
    fc.property(gappy, instant, fc.integer({ min: 1, max: 30 }), (opens, now, count) => {
      const bars = watched(opens).reads.bars('A', { intervalMs: 5 * MINUTE_MS, count }, now);
      for (const { openAt, volume } of bars)
        expect(opens.filter((open) => open >= openAt && open < openAt + 5 * MINUTE_MS)).toHaveLength(volume);
    }),
  );
});

test('as many longer bars are shown as were asked for and exist', () => {
  fc.assert(
    fc.property(gappy, instant, fc.integer({ min: 1, max: 30 }), (opens, now, count) => {
      const end = Math.floor(now.getTime() / (5 * MINUTE_MS)) * 5 * MINUTE_MS;
      const buckets = new Set(
        opens.map((open) => Math.floor(open / (5 * MINUTE_MS)) * 5 * MINUTE_MS).filter((at) => at < end),
      );
      const cutOff = opens[0] !== undefined && opens[0] % (5 * MINUTE_MS) !== 0 ? 1 : 0;
      const shown = watched(opens).reads.bars('A', { intervalMs: 5 * MINUTE_MS, count }, now);
      expect(shown).toHaveLength(Math.max(0, Math.min(count, buckets.size - (buckets.size > 0 ? cutOff : 0))));
    }),
  );
});

const even = watched(Array.from({ length: 30 }, (_, i) => START + i * MINUTE_MS)).reads;
const soon = new Date(START + 10 * MINUTE_MS);

test('what is not listed is an error, not an empty answer', () => {
  const query = { intervalMs: MINUTE_MS, count: 1 };
  expect(() => even.bars('B', query, soon)).toThrow('the market does not list B');
  expect(() => even.price('B', soon)).toThrow('the market does not list B');
});

test.each([30_000, 90_000, 0, -MINUTE_MS])('bars of %d ms cannot be made from minutes', (intervalMs) => {
  expect(() => even.bars('A', { intervalMs, count: 1 }, soon)).toThrow(
    `bars of ${intervalMs} ms cannot be made from bars of 60000 ms`,
  );
});

test('a price is of the instant at which its bar closed', () => {
  expect(even.price('A', new Date(soon.getTime() + 59_999))?.at).toEqual(soon);
});

test('bars between two instants closed after the first and not after the second', () => {
  const between = even.barsClosedBetween('A', new Date(START + 2 * MINUTE_MS), new Date(START + 4 * MINUTE_MS));
  expect(between.map(({ openAt }) => (openAt - START) / MINUTE_MS)).toEqual([2, 3]);
});
