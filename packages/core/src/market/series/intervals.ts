import { type BarColumns, barAt, columnsOf } from '../bar-columns.ts';
import type { Candle } from '../candle.ts';

/**
 * Makes the columns of a longer interval as `resample` makes its bars. Its last bar may not be over: whoever reads asks
 * what has closed.
 */
export function longerColumns(base: BarColumns, intervalMs: number): BarColumns {
  if (intervalMs === base.intervalMs) return base;
  const bars: Candle[] = [];
  for (let from = firstWhole(base, intervalMs); from < base.length; ) {
    const openAt = bucketOf(base, from, intervalMs);
    let to = from + 1;
    while (to < base.length && bucketOf(base, to, intervalMs) === openAt) to += 1;
    bars.push(merged(base, { openAt, from, to }));
    from = to;
  }
  return columnsOf(bars, intervalMs);
}

const bucketOf = ({ openAt }: BarColumns, index: number, intervalMs: number): number =>
  Math.floor((openAt[index] ?? 0) / intervalMs) * intervalMs;

/** The first bar that begins a longer one, or follows one that was cut off. */
function firstWhole(base: BarColumns, intervalMs: number): number {
  const first = bucketOf(base, 0, intervalMs);
  if (base.length === 0 || first === base.openAt[0]) return 0;
  let index = 0;
  while (index < base.length && bucketOf(base, index, intervalMs) === first) index += 1;
  return index;
}

interface Span {
  readonly openAt: number;
  readonly from: number;
  readonly to: number;
}

function merged(base: BarColumns, { openAt, from, to }: Span): Candle {
  const first = barAt(base, from);
  let { high, low, volume } = first;
  for (let i = from + 1; i < to; i += 1) {
    high = Math.max(high, base.high[i] ?? 0);
    low = Math.min(low, base.low[i] ?? 0);
    volume += base.volume[i] ?? 0;
  }
  return { openAt, open: first.open, high, low, close: barAt(base, to - 1).close, volume };
}
