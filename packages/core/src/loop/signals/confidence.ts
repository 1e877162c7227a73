import type { Candle, Indicators } from '../../desk/market/index.ts';
import { sayPct, sayRatio, sayShare } from '../../kernel/figures/index.ts';

/** The bars that a signal is judged by, as they stood at an instant, and what they come to. */
export interface Chart {
  readonly hours: readonly Candle[];
  readonly quarters: readonly Candle[];
  readonly fives: readonly Candle[];
  /** After the last hour. */
  readonly hourly: Indicators;
  /** After the last quarter. */
  readonly quarterly: Indicators;
}

export interface SignalFacts extends Chart {
  readonly signalType: 'buy' | 'sell' | 'scale';
  /**
   * Of the sender, which for the scanner is the pattern it saw: closed trades, and their average net result as a
   * fraction.
   */
  readonly sourceRecord: { readonly wins: number; readonly losses: number; readonly averagePct: number };
  /** What the sender claims: weak evidence. */
  readonly claimedConfidence: number | null;
}

export interface EvidenceItem {
  readonly name: string;
  readonly value: number;
  /** What it adds to the confidence's log odds. */
  readonly weight: number;
  readonly text: string;
}

export interface Assessment {
  /** 0 to 1. */
  readonly confidence: number;
  /** Strongest first. */
  readonly evidence: readonly EvidenceItem[];
  /** Average true range of 14 hours over the price. */
  readonly atrPct: number;
  readonly atr: number;
  readonly price: number;
}

const HOURS_NEEDED = 30;
const BIAS = -0.15;
const CLAIM_MAX = 0.02;

const clamp = (value: number): number => Math.max(-1, Math.min(1, value));

/**
 * The confidence in a signal from indicators, volume, volatility and the source's record, with every piece of evidence
 * listed. A sell is judged on the mirrored chart. What the sender claims moves it by at most 0.02. Null with too few
 * bars.
 */
export function assessSignal(facts: SignalFacts): Assessment | null {
  const { hours, quarters, hourly, quarterly } = facts;
  const price = facts.fives.at(-1)?.close ?? quarters.at(-1)?.close;
  if (!price || hours.length < HOURS_NEEDED || hourly.atr14 === null) return null;
  const chart: SidedChart = {
    hourly,
    quarterly,
    price,
    atr: hourly.atr14,
    side: facts.signalType === 'sell' ? -1 : 1,
    hours,
    quarters,
    fives: facts.fives,
  };
  const evidence = [
    trend(chart),
    momentum(chart),
    strength(chart),
    rsi(chart),
    volume(chart),
    place(chart),
    thrust(chart),
    calm(chart),
    record(facts.sourceRecord),
    payoff(facts.sourceRecord),
  ];
  const odds = evidence.reduce((sum, item) => sum + item.weight, BIAS);
  const claim = facts.claimedConfidence === null ? 0 : CLAIM_MAX * clamp(2 * facts.claimedConfidence - 1);
  const confidence = Math.max(0, Math.min(1, 1 / (1 + Math.exp(-odds)) + claim));
  const claimed: readonly EvidenceItem[] =
    facts.claimedConfidence === null
      ? []
      : [
          {
            name: 'claimed',
            value: facts.claimedConfidence,
            weight: claim,
            text: `the sender claims ${sayShare(facts.claimedConfidence, 0)}`,
          },
        ];
  return {
    confidence: Math.round(confidence * 1e4) / 1e4,
    evidence: [...evidence, ...claimed].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
    atrPct: hourly.atr14 / price,
    atr: hourly.atr14,
    price,
  };
}

interface SidedChart extends Chart {
  readonly price: number;
  readonly atr: number;
  /** 1 for a buy, −1 for a sell. */
  readonly side: 1 | -1;
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

/** Wins against losses of the source's earlier trades, shrunk towards even by ten imagined ones. */
function record({ wins, losses }: SignalFacts['sourceRecord']): EvidenceItem {
  const share = (wins + 5) / (wins + losses + 10);
  return {
    name: 'source_record',
    value: share,
    weight: 0.8 * clamp(2 * share - 1),
    text: wins + losses === 0 ? 'the source has no record yet' : `the source won ${wins} of ${wins + losses} trades`,
  };
}

/**
 * What the source's earlier trades came to on average, shrunk towards nothing by ten imagined ones: many small wins can
 * still lose money.
 */
function payoff({ wins, losses, averagePct }: SignalFacts['sourceRecord']): EvidenceItem {
  const trades = wins + losses;
  const value = (averagePct * trades) / (trades + 10);
  return {
    name: 'source_payoff',
    value,
    weight: 0.4 * clamp(value / 0.1),
    text:
      trades === 0
        ? 'nothing is known of what the source pays'
        : `the source's trades came to ${sayPct(averagePct)} on average`,
  };
}
