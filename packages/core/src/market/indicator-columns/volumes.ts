import type { BarColumns } from '../bar-columns.ts';
import { columnFrom } from './momentum.ts';
import { smaColumn } from './windows.ts';

/** The mean price of `n` bars, each by what it traded; the close where nothing was traded. First after `n − 1`. */
export function vwapColumn({ high, low, close, volume, length }: BarColumns, n: number): Float64Array {
  const typical = (i: number) => ((high[i] ?? 0) + (low[i] ?? 0) + (close[i] ?? 0)) / 3;
  const paid = smaColumn(
    columnFrom(length, 0, (i) => typical(i) * (volume[i] ?? 0)),
    n,
  );
  const traded = smaColumn(volume, n);
  return columnFrom(length, n - 1, (i) => ((traded[i] ?? 0) > 0 ? (paid[i] ?? 0) / (traded[i] ?? 0) : (close[i] ?? 0)));
}
