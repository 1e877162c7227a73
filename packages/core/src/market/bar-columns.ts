import type { Candle } from './candle.ts';

/** Bars of one interval as columns of numbers, oldest first. */
export interface BarColumns {
  readonly intervalMs: number;
  readonly length: number;
  /** UTC milliseconds, multiples of the interval. */
  readonly openAt: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** Makes room for so many bars. */
function emptyColumns(length: number): Omit<BarColumns, 'intervalMs'> {
  const column = () => new Float64Array(length);
  return {
    length,
    openAt: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
}

/**
 * Makes columns of bars in order of time. Throws a `RangeError` for a bar that does not begin at a multiple of the
 * interval: no longer bar could be made of it once and for all.
 */
export function columnsOf(bars: readonly Candle[], intervalMs: number): BarColumns {
  const columns = { intervalMs, ...emptyColumns(bars.length) };
  bars.forEach((bar, i) => {
    if (bar.openAt % intervalMs !== 0)
      throw new RangeError(`the bar of ${new Date(bar.openAt).toISOString()} is not one of ${intervalMs} ms`);
    columns.openAt[i] = bar.openAt;
    columns.open[i] = bar.open;
    columns.high[i] = bar.high;
    columns.low[i] = bar.low;
    columns.close[i] = bar.close;
    columns.volume[i] = bar.volume;
  });
  return columns;
}

/** Reads a bar of the columns. Throws a `RangeError` where there is none. */
export function barAt(columns: BarColumns, index: number): Candle {
  if (!(index >= 0 && index < columns.length)) throw new RangeError(`there is no bar ${index}`);
  const at = (column: Float64Array): number => column[index] ?? Number.NaN;
  return {
    openAt: at(columns.openAt),
    open: at(columns.open),
    high: at(columns.high),
    low: at(columns.low),
    close: at(columns.close),
    volume: at(columns.volume),
  };
}

/** Counts the bars that had closed by an instant, UTC milliseconds. */
export function closedBy({ openAt, length, intervalMs }: BarColumns, at: number): number {
  // Where no bar is missing the place is known; else it is searched for.
  const guess = Math.floor((at - (openAt[0] ?? 0)) / intervalMs);
  if (guess >= 0 && guess <= length && isBoundary(openAt, guess, at - intervalMs)) return guess;
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((openAt[middle] ?? 0) + intervalMs <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isBoundary(openAt: Float64Array, index: number, latest: number): boolean {
  const [before, after] = [openAt[index - 1] ?? -Infinity, openAt[index] ?? Infinity];
  return before <= latest && after > latest;
}
