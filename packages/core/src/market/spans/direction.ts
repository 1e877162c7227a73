import type { Indicators } from '../indicators/index.ts';
import { type Span, trueRange } from './span.ts';

const PERIOD = 14;

type Direction = Pick<Indicators, 'adx14' | 'plusDi' | 'minusDi'>;

/** Wilder's directional index of 14 bars that began with the span, as `adxSeries` has it after the last one. */
export function directionOf(span: Span): Direction {
  let [range, plus, minus] = [0, 0, 0];
  let [plusDi, minusDi] = [0, 0];
  let [adx, sum] = [0, 0];
  const bars = span.to - span.from;
  for (let i = 1; i < bars; i += 1) {
    const keep = i <= PERIOD ? 1 : 1 - 1 / PERIOD;
    range = range * keep + trueRange(span, i);
    plus = plus * keep + plusMove(span, i);
    minus = minus * keep + minusMove(span, i);
    if (i < PERIOD) continue;
    plusDi = range === 0 ? 0 : (100 * plus) / range;
    minusDi = range === 0 ? 0 : (100 * minus) / range;
    const index = plusDi + minusDi === 0 ? 0 : (100 * Math.abs(plusDi - minusDi)) / (plusDi + minusDi);
    sum += index;
    // The first index is the mean of fourteen.
    adx = i < 2 * PERIOD ? sum / PERIOD : (adx * (PERIOD - 1) + index) / PERIOD;
  }
  if (bars <= PERIOD) return { adx14: null, plusDi: null, minusDi: null };
  return { adx14: bars < 2 * PERIOD ? null : adx, plusDi, minusDi };
}

const upOf = ({ columns: { high }, from }: Span, i: number) => (high[from + i] ?? 0) - (high[from + i - 1] ?? 0);
const downOf = ({ columns: { low }, from }: Span, i: number) => (low[from + i - 1] ?? 0) - (low[from + i] ?? 0);

function plusMove(span: Span, i: number): number {
  const up = upOf(span, i);
  return up > downOf(span, i) ? Math.max(up, 0) : 0;
}

function minusMove(span: Span, i: number): number {
  const down = downOf(span, i);
  return down > upOf(span, i) ? Math.max(down, 0) : 0;
}
