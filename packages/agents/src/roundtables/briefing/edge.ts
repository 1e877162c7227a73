import type { TradeRecord } from '../../minds/index.ts';

// What a plan at the least confidence wins, and how much a point of confidence adds: a prior that the record then
// moves.
const BASE_WIN_CHANCE = 0.4;
const PER_CONFIDENCE = 0.5;
const LEAST_CONFIDENCE = 0.6;
const PRIOR_TRADES = 10;

/**
 * How likely a plan is to reach its target before its stop: from the analysis, moved by the source's record as it
 * grows.
 */
export function winChance(confidence: number | null, source: TradeRecord): number | null {
  if (confidence === null) return null;
  const prior = Math.min(0.9, Math.max(0.05, BASE_WIN_CHANCE + PER_CONFIDENCE * (confidence - LEAST_CONFIDENCE)));
  return (source.wins + PRIOR_TRADES * prior) / (source.trades + PRIOR_TRADES);
}

export interface EdgeFacts {
  readonly chance: number | null;
  readonly rewardRisk: number | null;
  /** Cost of getting in and out, a fraction of the size. */
  readonly cost: number | null;
  readonly stopPct: number | null;
}

/** What a trade earns on average in units of its risk, costs taken off; null when it cannot be told. */
export function edgeInR({ chance, rewardRisk, cost, stopPct }: EdgeFacts): number | null {
  if (chance === null || rewardRisk === null || stopPct === null || stopPct <= 0) return null;
  return chance * rewardRisk - (1 - chance) - (cost ?? 0) / stopPct;
}
