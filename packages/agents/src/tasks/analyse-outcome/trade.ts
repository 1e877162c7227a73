import { MINUTE_MS } from '@atc/core/kernel/time';
import type { Candle } from '@atc/core/market';

/** The signal that an entry acted on. */
export interface SignalOfEntry {
  readonly id: string;
  readonly source: string;
  readonly trust: string;
}

/** A trade from its entry to its end, or to this moment. USD, prices as numbers, fractions. */
export interface Trade {
  readonly id: string;
  readonly instrumentId: string;
  readonly symbol: string;
  readonly contract: string;
  readonly closed: boolean;
  readonly openedAt: Date;
  /** The close, or now. */
  readonly until: Date;
  readonly entryPrice: number;
  /** Average of what was sold, or the last mark. */
  readonly exitPrice: number;
  readonly quantity: number;
  readonly entryCostUsd: number;
  readonly initialStop: number | null;
  readonly takeProfit: number | null;
  readonly feesUsd: number;
  /** Net, unrealised while it is open. */
  readonly pnlUsd: number;
  readonly exitReason: string | null;
  readonly signalSource: string | null;
  readonly signal: SignalOfEntry | null;
  readonly confidence: number | null;
  /** Average against the price that each order was decided at, weighted by quantity; null without fills. */
  readonly entrySlippageBps: number | null;
  readonly exitSlippageBps: number | null;
  /** Highest and lowest price of the bars that closed while it was held; null without one. */
  readonly highest: number | null;
  readonly lowest: number | null;
}

/** What a trade came to. R is what its first stop put at risk. */
export interface TradeMeasures {
  readonly pnlPct: number;
  readonly holdMinutes: number;
  readonly rMultiple: number | null;
  readonly stopPct: number | null;
  /** Furthest it ran for and against the entry, as fractions of its price and in R. */
  readonly mfePct: number | null;
  readonly maePct: number | null;
  readonly mfeR: number | null;
  readonly maeR: number | null;
  /** Share of the best price that the result kept; null when it never ran in favour. */
  readonly kept: number | null;
  readonly feesPct: number;
}

/** The highest and lowest price of the bars that closed while a trade was held; null both without one. */
export function extremesOf(bars: readonly Candle[]): Pick<Trade, 'highest' | 'lowest'> {
  if (bars.length === 0) return { highest: null, lowest: null };
  return {
    highest: bars.reduce((most, bar) => Math.max(most, bar.high), 0),
    lowest: bars.reduce((least, bar) => Math.min(least, bar.low), Number.POSITIVE_INFINITY),
  };
}

/** The measures of a trade; what its bars or its stop do not tell is null. */
export function measureTrade(trade: Trade): TradeMeasures {
  const { entryPrice, initialStop, quantity, entryCostUsd, pnlUsd } = trade;
  const pnlPct = entryCostUsd > 0 ? pnlUsd / entryCostUsd : 0;
  const stopPct = initialStop === null || entryPrice <= 0 ? null : (entryPrice - initialStop) / entryPrice;
  const riskUsd = stopPct !== null && stopPct > 0 ? stopPct * entryPrice * quantity : null;
  const mfePct = moveTo(trade.highest, entryPrice, Math.max);
  const maePct = moveTo(trade.lowest, entryPrice, Math.min);
  const inR = (move: number | null) => (move === null || stopPct === null || stopPct <= 0 ? null : move / stopPct);
  return {
    pnlPct,
    holdMinutes: (trade.until.getTime() - trade.openedAt.getTime()) / MINUTE_MS,
    rMultiple: riskUsd === null ? null : pnlUsd / riskUsd,
    stopPct,
    mfePct,
    maePct,
    mfeR: inR(mfePct),
    maeR: inR(maePct),
    kept: mfePct !== null && mfePct > 0 ? pnlPct / mfePct : null,
    feesPct: entryCostUsd > 0 ? trade.feesUsd / entryCostUsd : 0,
  };
}

function moveTo(extreme: number | null, entry: number, furthest: (a: number, b: number) => number): number | null {
  return extreme === null || entry <= 0 ? null : furthest(0, extreme / entry - 1);
}
