import type { BarColumns } from '../bar-columns.ts';
import { trueRange } from '../spans/index.ts';
import { columnFrom } from './momentum.ts';
import { wilderColumn } from './smoothing.ts';
import { deviationColumn, smaColumn } from './windows.ts';

/** How far each bar reached, the close before it included. */
export function trueRangeColumn(columns: BarColumns): Float64Array {
  const span = { columns, from: 0, to: columns.length };
  return columnFrom(columns.length, 0, (i) => trueRange(span, i));
}

/** Wilder's average true range of `n` bars, in price units. First after `8 n`. */
export function atrColumn(columns: BarColumns, n: number): Float64Array {
  return wilderColumn(trueRangeColumn(columns), n);
}

/** A band so many population deviations above, or below, the mean of the last `n` values. First after `n − 1`. */
export function bandColumn(values: Float64Array, n: number, deviations: number): Float64Array {
  const [middle, width] = [smaColumn(values, n), deviationColumn(values, n)];
  return columnFrom(values.length, n - 1, (i) => (middle[i] ?? 0) + deviations * (width[i] ?? 0));
}

/** The sample deviation of the last `n` returns of a bar, a fraction. First after `n`. */
export function volatilityColumn(close: Float64Array, n: number): Float64Array {
  const returns = columnFrom(close.length, 1, (i) => (close[i] ?? 0) / (close[i - 1] ?? 0) - 1);
  const spread = deviationColumn(returns, n);
  const sample = n > 1 ? Math.sqrt(n / (n - 1)) : 1;
  return columnFrom(close.length, n, (i) => (spread[i] ?? 0) * sample);
}
