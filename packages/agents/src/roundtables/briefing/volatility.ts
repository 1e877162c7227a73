import type { Candle } from '@atc/core/desk/market';

const PERIOD = 14;

/** ATR(14) by Wilder's smoothing as a fraction of the last close; null with fewer than 15 bars. */
export function atrFraction(bars: readonly Candle[]): number | null {
  const last = bars.at(-1);
  if (!last || bars.length <= PERIOD || last.close <= 0) return null;
  const ranges = bars.slice(1).map((bar, i) => trueRange(bar, bars[i]?.close ?? bar.open));
  const seed = ranges.slice(0, PERIOD).reduce((sum, range) => sum + range, 0) / PERIOD;
  const atr = ranges.slice(PERIOD).reduce((average, range) => (average * (PERIOD - 1) + range) / PERIOD, seed);
  return atr / last.close;
}

function trueRange(bar: Candle, previousClose: number): number {
  return Math.max(bar.high, previousClose) - Math.min(bar.low, previousClose);
}
