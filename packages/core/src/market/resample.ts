import type { Candle } from './candle.ts';

export interface Resampling {
  readonly fromMs: number;
  readonly toMs: number;
  /**
   * Every bar that closed by this instant is among the bars, so a bucket that ends by then is over even if its last
   * bars are missing.
   */
  readonly completeUntil?: number;
}

/**
 * Bars of a longer interval, as exchanges make them: buckets begin at multiples of the interval in UTC, open and close
 * are the first and last bar's, volume is the sum. A last bucket that is not over is left out, and so is a first one
 * that does not begin with its first bar.
 */
export function resample(bars: readonly Candle[], { fromMs, toMs, completeUntil = 0 }: Resampling): readonly Candle[] {
  if (fromMs === toMs) return bars;
  const buckets: Candle[] = [];
  let current: Candle | null = null;
  for (const bar of bars) {
    const openAt = Math.floor(bar.openAt / toMs) * toMs;
    if (current?.openAt === openAt) {
      current = merge(current, bar);
      continue;
    }
    if (current) buckets.push(current);
    current = { ...bar, openAt };
  }
  const last = bars.at(-1);
  const knownUntil = Math.max(completeUntil, (last?.openAt ?? 0) + fromMs);
  if (current && knownUntil >= current.openAt + toMs) buckets.push(current);
  const first = bars[0];
  return first && buckets[0] && buckets[0].openAt < first.openAt ? buckets.slice(1) : buckets;
}

function merge(into: Candle, bar: Candle): Candle {
  return {
    openAt: into.openAt,
    open: into.open,
    high: Math.max(into.high, bar.high),
    low: Math.min(into.low, bar.low),
    close: bar.close,
    volume: into.volume + bar.volume,
  };
}
