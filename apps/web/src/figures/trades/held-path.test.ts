import { expect, test } from 'vitest';
import { heldPath } from './held-path.ts';

const bar = (minute: number, low: number, high: number) => ({
  at: `2025-01-06T10:${String(minute).padStart(2, '0')}:00Z`,
  low,
  high,
});
const bars = [bar(0, 90, 110), bar(5, 98, 103), bar(10, 97, 104), bar(15, 101, 108), bar(20, 80, 120)];
const held = { openedAt: '2025-01-06T10:05:00Z', closedAt: '2025-01-06T10:16:00Z', entryPrice: '100' };
const steps = [
  { at: '2025-01-06T10:05:00Z', price: 95 },
  { at: '2025-01-06T10:12:00Z', price: 99 },
];

test('what was before the purchase and after the sale is no part of it', () => {
  expect(heldPath(bars, held, steps)).toEqual([
    { at: bars[1]?.at, stop: 95, best: 103, worst: 98 },
    { at: bars[2]?.at, stop: 99, best: 104, worst: 97 },
    { at: bars[3]?.at, stop: 99, best: 108, worst: 97 },
  ]);
});

test('the bar of a purchase in its middle has its stop, and does not count for how far it ran', () => {
  const [first] = heldPath(bars, { ...held, openedAt: '2025-01-06T10:02:00Z' }, [
    { at: '2025-01-06T10:02:00Z', price: 95 },
  ]);
  expect(first).toEqual({ at: bars[0]?.at, stop: 95, best: 100, worst: 100 });
});

test('what is still held goes on to the last bar, and what was never bought has no path', () => {
  expect(heldPath(bars, { ...held, closedAt: null }, [])).toHaveLength(4);
  expect(heldPath(bars, { ...held, openedAt: null }, steps)).toEqual([]);
});
