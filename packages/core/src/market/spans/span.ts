import type { BarColumns } from '../bar-columns.ts';

/** Some bars of columns: from an index up to, and without, another. */
export interface Span {
  readonly columns: BarColumns;
  readonly from: number;
  readonly to: number;
}

/** Wilder's average of so many values; null with fewer than its period. */
export function wilder(count: number, period: number, valueAt: (index: number) => number): number | null {
  if (count < period) return null;
  let sum = 0;
  for (let i = 0; i < period; i += 1) sum += valueAt(i);
  let average = sum / period;
  const share = 1 / period;
  for (let i = period; i < count; i += 1) average = (valueAt(i) - average) * share + average;
  return average;
}

/** How far the bar at a place of a span reached, the close before it included. */
export function trueRange({ columns: { high, low, close }, from }: Span, i: number): number {
  const [top, bottom] = [high[from + i] ?? 0, low[from + i] ?? 0];
  if (i === 0) return top - bottom;
  const before = close[from + i - 1] ?? 0;
  return Math.max(top - bottom, Math.abs(top - before), Math.abs(bottom - before));
}
