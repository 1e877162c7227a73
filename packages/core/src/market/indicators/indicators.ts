import { ATR, BollingerBands, EMA, MACD, RSI, SMA } from 'trading-signals';
import type { Candle } from '../candle.ts';
import { adxSeries } from './adx.ts';

export interface Bands {
  readonly lower: number;
  readonly middle: number;
  readonly upper: number;
}

/** Standard indicators after one bar; null until enough bars have been seen. */
export interface Indicators {
  readonly ema20: number | null;
  readonly sma20: number | null;
  /** Wilder's, 0 to 100. */
  readonly rsi14: number | null;
  readonly macd: { readonly macd: number; readonly signal: number; readonly histogram: number } | null;
  /** Wilder's, in price units. */
  readonly atr14: number | null;
  /** 20 bars, two population deviations. */
  readonly bands: Bands | null;
  readonly adx14: number | null;
  readonly plusDi: number | null;
  readonly minusDi: number | null;
}

/** The indicators after each bar, in the order of the bars. */
export function indicatorSeries(bars: readonly Candle[]): readonly Indicators[] {
  const ema = new EMA(20);
  const sma = new SMA(20);
  const rsi = new RSI(14);
  const macd = new MACD(new EMA(12), new EMA(26), new EMA(9));
  const atr = new ATR(14);
  const bands = new BollingerBands(20, 2);
  const directional = adxSeries(bars);
  return bars.map((bar, i) => {
    const ema20 = ema.add(bar.close);
    const trend = directional[i];
    return {
      // To ask it whether it is stable makes an error, with its stack, for each bar before that.
      ema20: i + 1 < ema.getRequiredInputs() ? null : ema20,
      sma20: sma.add(bar.close),
      rsi14: rsi.add(bar.close),
      macd: macd.add(bar.close),
      atr14: atr.add(bar),
      bands: bands.add(bar.close),
      adx14: trend?.adx ?? null,
      plusDi: trend?.plusDi ?? null,
      minusDi: trend?.minusDi ?? null,
    };
  });
}

const NOTHING: Indicators = {
  ema20: null,
  sma20: null,
  rsi14: null,
  macd: null,
  atr14: null,
  bands: null,
  adx14: null,
  plusDi: null,
  minusDi: null,
};

/** The indicators after the last bar. */
export function indicatorsOf(bars: readonly Candle[]): Indicators {
  return indicatorSeries(bars).at(-1) ?? NOTHING;
}
