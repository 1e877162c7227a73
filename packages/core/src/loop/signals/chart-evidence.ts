import { type Regime, type RegimeName, sayRegime } from '../../desk/regime/index.ts';
import { sayPct, sayRatio, sayShare } from '../../kernel/figures/index.ts';
import type { Candle, Indicators } from '../../market/index.ts';

export interface EvidenceItem {
  readonly name: string;
  readonly value: number;
  /** What it adds to the confidence's log odds. */
  readonly weight: number;
  readonly text: string;
}

/** The bars that a signal is judged by, as they stood at an instant, and what they come to. */
export interface Chart {
  readonly hours: readonly Candle[];
  readonly quarters: readonly Candle[];
  readonly fives: readonly Candle[];
  /** After the last hour. */
  readonly hourly: Indicators;
  /** After the last quarter. */
  readonly quarterly: Indicators;
  /** What the whole market is like; null where that is not known. */
  readonly regime: Regime | null;
}

/** A chart as it speaks for or against a signal. */
export interface SidedChart extends Chart {
  readonly price: number;
  readonly atr: number;
  /** 1 for a buy, −1 for a sell. */
  readonly side: 1 | -1;
}

/** A score between −1 and 1. */
export const clamp = (value: number): number => Math.max(-1, Math.min(1, value));

/** What the chart says of a signal, each piece with its weight. */
export function chartEvidence(chart: SidedChart): readonly EvidenceItem[] {
  return [trend, momentum, strength, rsi, volume, place, thrust, calm, market].map((judge) => judge(chart));
}

function trend({ hourly, price, atr, side }: SidedChart): EvidenceItem {
  const gap = hourly.ema20 === null ? 0 : (price - hourly.ema20) / atr;
  const text = `price is ${sayPct(hourly.ema20 === null ? 0 : price / hourly.ema20 - 1)} from its 20-hour average`;
  return { name: 'trend_1h', value: gap, weight: 0.55 * clamp((side * gap) / 2), text };
}

function momentum({ quarterly, atr, side }: SidedChart): EvidenceItem {
  const histogram = quarterly.macd ? (quarterly.macd.histogram / atr) * 5 : 0;
  return {
    name: 'macd_15m',
    value: histogram,
    weight: 0.4 * clamp(side * histogram),
    text: `MACD on quarters is ${histogram >= 0 ? 'rising' : 'falling'}`,
  };
}

function strength({ hourly, side }: SidedChart): EvidenceItem {
  const { adx14, plusDi, minusDi } = hourly;
  const direction = plusDi === null || minusDi === null ? 0 : Math.sign(plusDi - minusDi);
  const force = adx14 === null ? 0 : clamp((adx14 - 15) / 20);
  return {
    name: 'adx_1h',
    value: adx14 ?? 0,
    weight: 0.4 * clamp(side * direction * Math.max(0, force)),
    text: `ADX ${sayRatio(adx14 ?? 0, 0)}: ${force > 0.3 ? 'a' : 'hardly a'} trend, ${direction >= 0 ? 'up' : 'down'}`,
  };
}

/** Between 50 and 70 the side has the upper hand; beyond 80 it has run too far. */
function rsi({ hourly, side }: SidedChart): EvidenceItem {
  const value = hourly.rsi14 ?? 50;
  const seen = side === 1 ? value : 100 - value;
  const score = seen > 80 ? -0.8 : seen > 72 ? 0.1 : clamp((seen - 50) / 12);
  return {
    name: 'rsi_1h',
    value,
    weight: 0.3 * score,
    text: `RSI ${sayRatio(value, 0)}${seen > 80 ? ', stretched' : ''}`,
  };
}

/** Against the quarters of which it is known what they traded. */
function volume({ quarters, side }: SidedChart): EvidenceItem {
  const recent = quarters.slice(-4);
  const usual = meanVolume(quarters);
  const ratio = usual > 0 ? meanVolume(recent) / usual : 0;
  if (ratio === 0) return { name: 'volume', value: 0, weight: 0, text: 'nothing is known of the volume' };
  const rising = Math.sign((recent.at(-1)?.close ?? 0) - (recent[0]?.open ?? 0)) * side;
  const weight = 0.45 * clamp(Math.log2(Math.max(0.1, ratio)) / 1.5) * (ratio > 1 ? rising : 1);
  return {
    name: 'volume',
    value: ratio,
    weight,
    text: `the last hour traded ${sayRatio(ratio, 1)} times the usual volume`,
  };
}

function meanVolume(bars: readonly Candle[]): number {
  const known = bars.filter((bar) => bar.volume > 0);
  return known.reduce((sum, bar) => sum + bar.volume, 0) / Math.max(1, known.length);
}

function place({ quarterly, price, side }: SidedChart): EvidenceItem {
  const { bands } = quarterly;
  const width = bands ? bands.upper - bands.lower : 0;
  const share = bands && width > 0 ? (price - bands.lower) / width : 0.5;
  const seen = side === 1 ? share : 1 - share;
  const score = seen > 1.25 ? -0.5 : clamp((seen - 0.5) * 1.6);
  return {
    name: 'bollinger_15m',
    value: share,
    weight: 0.25 * score,
    text: `${sayShare(share, 0)} of the way through its Bollinger bands`,
  };
}

function thrust({ fives, atr, side }: SidedChart): EvidenceItem {
  const change = (fives.at(-1)?.close ?? 0) - (fives.at(-13)?.close ?? fives.at(-1)?.close ?? 0);
  const move = change / atr;
  return {
    name: 'last_hour',
    value: move,
    weight: 0.35 * clamp(side * move),
    text: `${sayRatio(Math.abs(move), 1)} hourly ranges ${move >= 0 ? 'up' : 'down'} in the last hour`,
  };
}

/** A price that swings by more than a tenth within an hour cannot be planned for. */
function calm({ atr, price }: SidedChart): EvidenceItem {
  const atrPct = atr / price;
  return {
    name: 'volatility',
    value: atrPct,
    weight: -0.6 * clamp(Math.max(0, (atrPct - 0.04) / 0.06)),
    text: `an hour's range is ${sayShare(atrPct)} of the price`,
  };
}

/** A rising market carries a buy a little; a falling one weighs more, as few tokens rise against it. */
const MARKET_WEIGHTS = { rising: 0.15, ranging: 0, falling: -0.4 } as const satisfies Record<RegimeName, number>;

function market({ regime, side }: SidedChart): EvidenceItem {
  if (!regime) return { name: 'market', value: 0, weight: 0, text: 'the market of a week is not known yet' };
  return { name: 'market', value: regime.breadth, weight: side * MARKET_WEIGHTS[regime.name], text: sayRegime(regime) };
}
