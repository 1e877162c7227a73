import type { Indicators } from '../indicators/index.ts';
import type { Span } from './span.ts';

const PERIOD = 20;
const SHORT = 12;
const LONG = 26;
const SIGNAL = 9;

const weightOf = (period: number): number => 2 / (period + 1);
const next = (before: number, value: number, weight: number): number => value * weight + before * (1 - weight);

/** The exponential average of 20 closes that began with the span; null with fewer bars. */
export function ema20({ columns: { close }, from, to }: Span): number | null {
  if (to - from < PERIOD) return null;
  const weight = weightOf(PERIOD);
  let average = close[from] ?? 0;
  for (let i = from; i < to; i += 1) average = next(average, close[i] ?? 0, weight);
  return average;
}

/** The mean of the last 20 closes; null with fewer bars. */
export function sma20({ columns: { close }, from, to }: Span): number | null {
  if (to - from < PERIOD) return null;
  let sum = 0;
  for (let i = to - PERIOD; i < to; i += 1) sum += close[i] ?? 0;
  return sum / PERIOD;
}

/** MACD of 12, 26 and 9 bars whose averages began with the span; null with fewer than 26. */
export function macdOf({ columns: { close }, from, to }: Span): Indicators['macd'] {
  if (to - from < LONG) return null;
  let [short, long] = [close[from] ?? 0, close[from] ?? 0];
  let [macd, signal] = [0, 0];
  for (let i = from; i < to; i += 1) {
    short = next(short, close[i] ?? 0, weightOf(SHORT));
    long = next(long, close[i] ?? 0, weightOf(LONG));
    if (i - from < LONG - 1) continue;
    macd = short - long;
    signal = next(i - from === LONG - 1 ? macd : signal, macd, weightOf(SIGNAL));
  }
  return { histogram: macd - signal, macd, signal };
}
