import type { BarColumns } from '../bar-columns.ts';
import { emaColumn, emaWarmUp, wilderColumn } from './smoothing.ts';
import { highestColumn, lowestColumn } from './windows.ts';

/** A column whose value at each place is worked out from the place; missing at the first so many. */
export function columnFrom(length: number, first: number, at: (index: number) => number): Float64Array {
  const made = new Float64Array(length).fill(Number.NaN);
  for (let i = first; i < length; i += 1) made[i] = at(i);
  return made;
}

/** The value of `n` places before. First after `n`. */
export function agoColumn(values: Float64Array, n: number): Float64Array {
  return columnFrom(values.length, n, (i) => values[i - n] ?? Number.NaN);
}

/** What a value has gained on that of `n` places before, a fraction. First after `n`. */
export function changeColumn(values: Float64Array, n: number): Float64Array {
  return columnFrom(values.length, n, (i) => (values[i] ?? 0) / (values[i - n] ?? 0) - 1);
}

/** Wilder's relative strength of `n` changes, 0 to 100. First after `8 n + 1`. */
export function rsiColumn(values: Float64Array, n: number): Float64Array {
  const change = (i: number) => (values[i] ?? Number.NaN) - (values[i - 1] ?? Number.NaN);
  const gain = wilderColumn(
    columnFrom(values.length, 1, (i) => Math.max(change(i), 0)),
    n,
  );
  const loss = wilderColumn(
    columnFrom(values.length, 1, (i) => Math.max(-change(i), 0)),
    n,
  );
  return columnFrom(values.length, 0, (i) => strength(gain[i] ?? 0, loss[i] ?? 0));
}

const strength = (gain: number, loss: number): number => (loss === 0 ? 100 : 100 - 100 / (gain / loss + 1));

/** Lengths of the averages that MACD is made of. */
export interface Macd {
  readonly short: number;
  readonly long: number;
  /** That of the signal line. */
  readonly signal: number;
}

/** The short exponential average less the long one. First after four times the longer of the two. */
export function macdColumn(values: Float64Array, { short, long }: Pick<Macd, 'short' | 'long'>): Float64Array {
  return macdLine(values, { short, long }, emaWarmUp(Math.max(short, long)));
}

/** The exponential average of the MACD line. First after four times the longer average and four times its own. */
export function macdSignalColumn(values: Float64Array, { short, long, signal }: Macd): Float64Array {
  const settled = emaWarmUp(Math.max(short, long)) + emaWarmUp(signal);
  return emaColumn(macdLine(values, { short, long }, 0), signal, settled);
}

function macdLine(values: Float64Array, { short, long }: Pick<Macd, 'short' | 'long'>, settled: number): Float64Array {
  const [fast, slow] = [emaColumn(values, short, settled), emaColumn(values, long, settled)];
  return columnFrom(values.length, 0, (i) => (fast[i] ?? 0) - (slow[i] ?? 0));
}

/** Where the close lies between the lowest low and the highest high of `n` bars, 0 to 100. First after `n − 1`. */
export function stochasticColumn({ high, low, close, length }: BarColumns, n: number): Float64Array {
  const [top, bottom] = [highestColumn(high, n), lowestColumn(low, n)];
  return columnFrom(length, n - 1, (i) => {
    const range = (top[i] ?? 0) - (bottom[i] ?? 0);
    return range === 0 ? 50 : (100 * ((close[i] ?? 0) - (bottom[i] ?? 0))) / range;
  });
}

/** Share of the last `n` changes that went up. First after `n`. */
export function risesColumn(values: Float64Array, n: number): Float64Array {
  return columnFrom(values.length, n, (i) => {
    let rises = 0;
    for (let at = i - n + 1; at <= i; at += 1) {
      const change = (values[at] ?? 0) - (values[at - 1] ?? 0);
      if (Number.isNaN(change)) return Number.NaN;
      if (change > 0) rises += 1;
    }
    return rises / n;
  });
}

/** Kaufman's efficiency: how far `n` changes led over how far they went, 0 to 1. First after `n`. */
export function efficiencyColumn(values: Float64Array, n: number): Float64Array {
  return columnFrom(values.length, n, (i) => {
    let way = 0;
    for (let at = i - n + 1; at <= i; at += 1) way += Math.abs((values[at] ?? 0) - (values[at - 1] ?? 0));
    return way === 0 ? 0 : Math.abs((values[i] ?? 0) - (values[i - n] ?? 0)) / way;
  });
}
