import type { Indicators } from '../indicators/index.ts';
import { ema20, macdOf, sma20 } from './averages.ts';
import { directionOf } from './direction.ts';
import { atr14, bandsOf, rsi14 } from './ranges.ts';
import type { Span } from './span.ts';

/** The indicators after the last bar of a span, bit for bit those that `indicatorsOf` has of its bars. */
export function indicatorsOfSpan(span: Span): Indicators {
  return {
    ema20: ema20(span),
    sma20: sma20(span),
    rsi14: rsi14(span),
    macd: macdOf(span),
    atr14: atr14(span),
    bands: bandsOf(span),
    ...directionOf(span),
  };
}
