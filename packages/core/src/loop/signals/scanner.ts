import { MINUTE_MS } from '../../kernel/time/index.ts';
import { type Candle, indicatorsOf, type Market } from '../../market/index.ts';
import type { Finding, Pattern } from './finding.ts';

const QUARTER_MS = 15 * MINUTE_MS;
const DAY_OF_QUARTERS = 96;
const BARS = 3 * DAY_OF_QUARTERS;
const FOUR_HOURS = 16;

/** What a detector sees: a strength in units where 1 is plainly there, signed by direction, and its figures. */
interface Seen {
  readonly strength: number;
  readonly numbers: Readonly<Record<string, number>>;
}

type Detector = (bars: readonly Candle[], atr: number) => Seen | null;

const detectors = {
  top_gainer: seeGain,
  volume_spike: seeVolume,
  breakout: seeBreakout,
  pullback: seePullback,
} as const satisfies Record<Pattern, Detector>;

/**
 * What the closed bars of a contract show: gains, volume spikes, breakouts, pullbacks, and their falling twins as sell
 * findings.
 */
export function scanCandles(market: Market, contract: string, now: Date): readonly Finding[] {
  const bars = market.bars(contract, { intervalMs: QUARTER_MS, count: BARS }, now);
  return scanBars({ contract, bars, atr14: indicatorsOf(bars.slice(-60)).atr14 });
}

export interface Scanned {
  readonly contract: string;
  /** Closed bars of a quarter of an hour, three days of them. */
  readonly bars: readonly Candle[];
  /** After the last 60 of them. */
  readonly atr14: number | null;
}

/** What these bars show. */
export function scanBars({ contract, bars, atr14 }: Scanned): readonly Finding[] {
  const last = bars.at(-1);
  if (!last || !atr14 || bars.length < DAY_OF_QUARTERS + 1) return [];
  return Object.entries(detectors).flatMap(([pattern, detect]): readonly Finding[] => {
    const seen = detect(bars, atr14);
    if (!seen || Math.abs(seen.strength) < LEAST_STRENGTH) return [];
    const signalType = seen.strength > 0 ? 'buy' : 'sell';
    return [
      {
        contract,
        pattern: pattern as Pattern,
        signalType,
        strength: Math.min(1, Math.abs(seen.strength) / 2),
        barClosedAt: last.openAt + QUARTER_MS,
        numbers: seen.numbers,
      },
    ];
  });
}

const LEAST_STRENGTH = 0.5;
/** Of so many quarters of a day it must be known what they traded. */
const LEAST_TRADED = 24;

const closeOf = (bar: Candle | undefined): number => bar?.close ?? Number.NaN;

/** Four hours' change in units of four ranges of a quarter. */
function seeGain(bars: readonly Candle[], atr: number): Seen {
  const before = closeOf(bars.at(-1 - FOUR_HOURS));
  const change = closeOf(bars.at(-1)) - before;
  return { strength: change / (5 * atr), numbers: { change4h: change / before } };
}

/**
 * The last half hour's volume against the median quarter of a day of which it is known, in the direction of its price.
 */
function seeVolume(bars: readonly Candle[], atr: number): Seen | null {
  const day = bars
    .slice(-DAY_OF_QUARTERS)
    .flatMap(({ volume }) => (volume > 0 ? [volume] : []))
    .sort((a, b) => a - b);
  if (day.length < LEAST_TRADED) return null;
  const median = day[Math.floor(day.length / 2)] ?? 0;
  const recent = bars.slice(-2);
  const ratio = median > 0 ? recent.reduce((sum, bar) => sum + bar.volume, 0) / 2 / median : 0;
  const move = closeOf(recent[1]) - (recent[0]?.open ?? Number.NaN);
  if (ratio < 2 || Math.abs(move) < 0.5 * atr) return null;
  return {
    strength: Math.sign(move) * Math.min(2, Math.log2(ratio) / 1.5),
    numbers: { volumeRatio: ratio, move: move / closeOf(recent[1]) },
  };
}

/** A close beyond everything of the day before it. */
function seeBreakout(bars: readonly Candle[], atr: number): Seen | null {
  const recent = bars.slice(-3);
  const before = bars.slice(-DAY_OF_QUARTERS - 3, -3);
  const high = Math.max(...before.map((bar) => bar.high));
  const low = Math.min(...before.map((bar) => bar.low));
  const close = closeOf(recent.at(-1));
  if (close > high)
    return { strength: 0.6 + (close - high) / (2 * atr), numbers: { brokenLevel: high, beyond: close / high - 1 } };
  return close < low
    ? { strength: -0.6 - (low - close) / (2 * atr), numbers: { brokenLevel: low, beyond: close / low - 1 } }
    : null;
}

/** A rising day that came back to its average and turned up again; or the reverse. */
function seePullback(bars: readonly Candle[], atr: number): Seen | null {
  const closes = bars.map((bar) => bar.close);
  const mean = (from: number, to?: number) =>
    closes.slice(from, to).reduce((sum, close) => sum + close, 0) / closes.slice(from, to).length;
  const slow = mean(-DAY_OF_QUARTERS);
  const slowBefore = mean(-DAY_OF_QUARTERS - 24, -24);
  const fast = mean(-20);
  const close = closeOf(bars.at(-1));
  const up = Math.sign(slow - slowBefore);
  const trend = (slow - slowBefore) / (3 * atr);
  const touched = Math.min(...bars.slice(-6).map((bar) => (up > 0 ? bar.low - fast : fast - bar.high))) < 0;
  const turned = up > 0 ? close > fast && close > closeOf(bars.at(-2)) : close < fast && close < closeOf(bars.at(-2));
  if (!touched || !turned || Math.abs(trend) < 0.25) return null;
  return {
    strength: up * Math.min(2, 0.4 + Math.abs(trend)),
    numbers: { trend: slow / slowBefore - 1, fromAverage: close / fast - 1 },
  };
}
