import { profitFactor, winRate } from '@atc/core/desk/portfolio';
import type { ClosedTrade } from './store.ts';

/** How the closed trades of a span came out. Fractions of their cost; null where there is nothing to average. */
export interface Performance {
  readonly trades: number;
  readonly wins: number;
  readonly losses: number;
  readonly pnlUsd: number;
  readonly winRate: number | null;
  readonly avgWinnerPct: number | null;
  readonly avgLoserPct: number | null;
  readonly profitFactor: number | null;
  /** What a trade came to on average. */
  readonly expectancyPct: number | null;
}

/** The performance of some trades. */
export function performanceOf(trades: readonly ClosedTrade[]): Performance {
  const winners = trades.filter(({ result }) => result === 'win');
  const losers = trades.filter(({ result }) => result === 'loss');
  return {
    trades: trades.length,
    wins: winners.length,
    losses: losers.length,
    pnlUsd: trades.reduce((sum, { pnlUsd }) => sum + pnlUsd, 0),
    winRate: winRate(winners.length, losers.length),
    avgWinnerPct: averagePct(winners),
    avgLoserPct: averagePct(losers),
    profitFactor: profitFactor(trades.map(({ pnlUsd }) => pnlUsd)),
    expectancyPct: averagePct(trades),
  };
}

const averagePct = (trades: readonly ClosedTrade[]): number | null =>
  trades.length === 0 ? null : trades.reduce((sum, { pnlPct }) => sum + pnlPct, 0) / trades.length;

/** A signal source that does clearly better or worse than the company. */
export interface SourcePattern {
  readonly source: string;
  readonly performance: Performance;
  /** Its average result over the company's, a fraction. */
  readonly edgePct: number;
}

const PATTERN_NEEDS = 5;
const CLEAR_EDGE_PCT = 0.01;

/**
 * The source of at least five trades whose average differs most from the company's, by at least one percent of the
 * cost; null when none does.
 */
export function strongestPattern(trades: readonly ClosedTrade[]): SourcePattern | null {
  const usual = averagePct(trades) ?? 0;
  const sources = [...Map.groupBy(trades, ({ source }) => source)]
    .flatMap(([source, group]) => (source !== null && group.length >= PATTERN_NEEDS ? [{ source, group }] : []))
    .map(({ source, group }) => ({
      source,
      performance: performanceOf(group),
      edgePct: (averagePct(group) ?? 0) - usual,
    }))
    .filter(({ edgePct }) => Math.abs(edgePct) >= CLEAR_EDGE_PCT)
    .sort((a, b) => Math.abs(b.edgePct) - Math.abs(a.edgePct) || a.source.localeCompare(b.source));
  return sources[0] ?? null;
}
