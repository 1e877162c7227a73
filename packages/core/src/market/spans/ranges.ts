import type { Bands } from '../indicators/index.ts';
import { sma20 } from './averages.ts';
import { type Span, trueRange, wilder } from './span.ts';

const PERIOD = 14;
const BAND_BARS = 20;
const DEVIATIONS = 2;

/** Wilder's average true range of 14 bars that began with the span, in price units; null with fewer. */
export function atr14(span: Span): number | null {
  return wilder(span.to - span.from, PERIOD, (i) => trueRange(span, i));
}

/** Wilder's relative strength of 14 changes that began with the span, 0 to 100; null with fewer. */
export function rsi14({ columns: { close }, from, to }: Span): number | null {
  const change = (i: number) => (close[from + i + 1] ?? 0) - (close[from + i] ?? 0);
  const gain = wilder(to - from - 1, PERIOD, (i) => Math.max(change(i), 0));
  const loss = wilder(to - from - 1, PERIOD, (i) => Math.max(-change(i), 0));
  if (gain === null || loss === null) return null;
  return loss === 0 ? 100 : 100 - 100 / (gain / loss + 1);
}

/** Bollinger bands of the last 20 closes, two population deviations; null with fewer bars. */
export function bandsOf(span: Span): Bands | null {
  const middle = sma20(span);
  if (middle === null) return null;
  const { columns, to } = span;
  let squares = 0;
  for (let i = to - BAND_BARS; i < to; i += 1) {
    const difference = (columns.close[i] ?? 0) - middle;
    squares += difference * difference;
  }
  const width = Math.sqrt(squares / BAND_BARS) * DEVIATIONS;
  return { lower: middle - width, middle, upper: middle + width };
}
