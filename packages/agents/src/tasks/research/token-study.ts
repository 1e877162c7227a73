import { HOUR_MS } from '@atc/core/kernel/time';
import type { Candle } from '@atc/core/market';

/** What days of candles say about a token. Fractions, USD and days. */
export interface TokenStudy {
  readonly symbol: string;
  readonly contract: string;
  /** How many days the figures are of: at most seven. */
  readonly days: number;
  readonly change: number;
  /** Deviation of a day's return, from the returns of four hours. */
  readonly dayDeviation: number;
  /** The change in units of what chance alone would do in that time. */
  readonly drive: number;
  /** Below the highest price of the last 30 days, at most 0. */
  readonly fromHigh: number;
  readonly dayVolumeUsd: number;
  /** The last day's volume over the average day's before it. */
  readonly volumeRatio: number;
}

/** Bars of a study: four hours, thirty days. */
export const STUDY_BARS = { intervalMs: 4 * HOUR_MS, count: 180 } as const;

const BARS_A_DAY = 6;
const DAYS_SHOWN = 7;
const LEAST_DAYS = 3;

/** Studies a token's bars of four hours, oldest first; null with fewer than three days of them, or none that moved. */
export function studyToken(name: Pick<TokenStudy, 'symbol' | 'contract'>, bars: readonly Candle[]): TokenStudy | null {
  const days = Math.min(DAYS_SHOWN, Math.floor((bars.length - 1) / BARS_A_DAY));
  const shown = bars.slice(-days * BARS_A_DAY - 1);
  const [first, last] = [shown[0], shown.at(-1)];
  if (days < LEAST_DAYS || !first || !last) return null;
  const dayDeviation = deviation(shown) * Math.sqrt(BARS_A_DAY);
  if (dayDeviation === 0) return null;
  const change = last.close / first.close - 1;
  const volumes = shown.slice(1).map(({ volume, close }) => volume * close);
  const dayVolumeUsd = sum(volumes.slice(-BARS_A_DAY));
  const known = volumes.slice(0, -BARS_A_DAY).filter((usd) => usd > 0);
  const usualUsd = (sum(known) / Math.max(1, known.length)) * BARS_A_DAY;
  return {
    ...name,
    days,
    change,
    dayDeviation,
    drive: change / (dayDeviation * Math.sqrt(days)),
    fromHigh: last.close / Math.max(...bars.map(({ high }) => high)) - 1,
    dayVolumeUsd,
    volumeRatio: usualUsd > 0 ? dayVolumeUsd / usualUsd : 0,
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function deviation(bars: readonly Candle[]): number {
  const returns = bars.slice(1).map(({ close }, i) => close / (bars[i]?.close ?? close) - 1);
  const mean = sum(returns) / returns.length;
  return Math.sqrt(sum(returns.map((value) => (value - mean) ** 2)) / Math.max(1, returns.length - 1));
}
