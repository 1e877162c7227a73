import type { Candle } from '../candle.ts';

export interface Directional {
  readonly adx: number | null;
  readonly plusDi: number;
  readonly minusDi: number;
}

const PERIOD = 14;

interface Sums {
  readonly range: number;
  readonly plus: number;
  readonly minus: number;
}

/**
 * Wilder's average directional index over 14 bars, after each bar; null while too few bars were seen. Written here
 * because libraries differ on bars whose high and low move equally: only the larger move counts, a tie counts for none.
 */
export function adxSeries(bars: readonly Candle[]): readonly (Directional | null)[] {
  let sums: Sums = { range: 0, plus: 0, minus: 0 };
  let adx: number | null = null;
  const indexes: number[] = [];
  return bars.map((bar, i) => {
    const before = bars[i - 1];
    if (!before) return null;
    const move = moveOf(before, bar);
    const keep = i <= PERIOD ? 1 : 1 - 1 / PERIOD;
    sums = {
      range: sums.range * keep + move.range,
      plus: sums.plus * keep + move.plus,
      minus: sums.minus * keep + move.minus,
    };
    if (i < PERIOD) return null;
    const plusDi = sums.range === 0 ? 0 : (100 * sums.plus) / sums.range;
    const minusDi = sums.range === 0 ? 0 : (100 * sums.minus) / sums.range;
    const index = plusDi + minusDi === 0 ? 0 : (100 * Math.abs(plusDi - minusDi)) / (plusDi + minusDi);
    adx = smoothed(adx, indexes, index);
    return { adx, plusDi, minusDi };
  });
}

function moveOf(before: Candle, bar: Candle): Sums {
  const up = bar.high - before.high;
  const down = before.low - bar.low;
  const range = Math.max(bar.high - bar.low, Math.abs(bar.high - before.close), Math.abs(bar.low - before.close));
  return { range, plus: up > down ? Math.max(up, 0) : 0, minus: down > up ? Math.max(down, 0) : 0 };
}

function smoothed(adx: number | null, indexes: number[], index: number): number | null {
  if (adx !== null) return (adx * (PERIOD - 1) + index) / PERIOD;
  indexes.push(index);
  return indexes.length < PERIOD ? null : indexes.reduce((sum, value) => sum + value, 0) / PERIOD;
}
