import type { BarColumns } from '../bar-columns.ts';
import { columnFrom } from './momentum.ts';
import { trueRangeColumn } from './ranges.ts';
import { wilderColumn, wilderWarmUp } from './smoothing.ts';

/** How far prices moved up, or down, beyond the bar before; a tie counts for neither, as in `adxSeries`. */
function movesColumn({ high, low, length }: BarColumns, side: 'up' | 'down'): Float64Array {
  return columnFrom(length, 1, (i) => {
    const up = (high[i] ?? 0) - (high[i - 1] ?? 0);
    const down = (low[i - 1] ?? 0) - (low[i] ?? 0);
    const [mine, other] = side === 'up' ? [up, down] : [down, up];
    return mine > other ? Math.max(mine, 0) : 0;
  });
}

/** The ranges from the second bar on: the first has nothing to move from. */
function rangesColumn(columns: BarColumns): Float64Array {
  const ranges = trueRangeColumn(columns);
  return columnFrom(columns.length, 1, (i) => ranges[i] ?? 0);
}

/** Wilder's directional indicator of one side, 0 to 100. First after `8 n + 1`. */
export function diColumn(columns: BarColumns, n: number, side: 'up' | 'down'): Float64Array {
  return diFrom(columns, { n, side, settled: wilderWarmUp(n) });
}

interface Asked {
  readonly n: number;
  readonly side: 'up' | 'down';
  readonly settled: number;
}

function diFrom(columns: BarColumns, { n, side, settled }: Asked): Float64Array {
  const range = wilderColumn(rangesColumn(columns), n, settled);
  const moves = wilderColumn(movesColumn(columns, side), n, settled);
  return columnFrom(columns.length, 0, (i) => ((range[i] ?? 0) === 0 ? 0 : (100 * (moves[i] ?? 0)) / (range[i] ?? 0)));
}

/** Lengths of its own that the directional index needs: it is an average of what rests on averages. */
const ADX_LENGTHS = 11;

/** Bars before the first directional index of `n`. */
export const adxWarmUp = (n: number): number => ADX_LENGTHS * n;

/** Wilder's average directional index of `n` bars, 0 to 100. First after `11 n`. */
export function adxColumn(columns: BarColumns, n: number): Float64Array {
  const asked = { n, settled: n - 1 };
  const [plus, minus] = [diFrom(columns, { ...asked, side: 'up' }), diFrom(columns, { ...asked, side: 'down' })];
  const index = columnFrom(columns.length, n, (i) => {
    const sum = (plus[i] ?? 0) + (minus[i] ?? 0);
    return sum === 0 ? 0 : (100 * Math.abs((plus[i] ?? 0) - (minus[i] ?? 0))) / sum;
  });
  return wilderColumn(index, n, adxWarmUp(n) - n);
}
