import {
  checkReality,
  DAYS_A_YEAR,
  deflatedSharpe,
  deviation,
  luckOf,
  type Overfit,
  overfitOf,
  periodSharpe,
  type RealityCheck,
  totalReturn,
} from '../measure/index.ts';
import type { Outcome, TriedVariant } from './search.ts';

/** How the best of some variants stands beside luck. */
export interface Judgement {
  /** Variants that were tried. */
  readonly trials: number;
  /** Deviation of their Sharpe ratios of a day. */
  readonly spread: number;
  /** The Sharpe ratio of a year that luck alone gives the best of so many. */
  readonly luck: number;
  /** The probability that the best is better than that; null where there is too little to tell. */
  readonly deflated: number | null;
  readonly overfit: Overfit | null;
  /** Against cash. */
  readonly reality: RealityCheck | null;
}

/** Judges the best of some series of daily returns; `trials` where more were looked at than these. */
export function judgeBest(
  all: readonly (readonly number[])[],
  best: readonly number[],
  trials = all.length,
): Judgement {
  const sharpes = all.map(periodSharpe);
  const spread = sharpes.length < 2 ? 0 : deviation(sharpes);
  const tried = { trials, spread };
  const cash = best.map(() => 0);
  return {
    ...tried,
    luck: trials < 2 ? 0 : luckOf(tried) * Math.sqrt(DAYS_A_YEAR),
    deflated: deflatedSharpe(best, trials < 2 ? { trials: 1, spread: 0 } : tried),
    overfit: overfitOf(all),
    reality: checkReality(all, cash, { seed: 'search' }),
  };
}

/** What a variant came to in one part. */
export interface Scored {
  readonly variant: number;
  readonly outcome: Outcome;
  /** Of a year. */
  readonly sharpe: number;
  readonly total: number;
}

/** The variants by their Sharpe ratio in one part, best first; those that did not trade are last. */
export function rankVariants(all: readonly TriedVariant[], part: number): readonly Scored[] {
  return all
    .flatMap(({ variant, outcomes }) => {
      const outcome = outcomes[part];
      return outcome ? [scored(variant, outcome)] : [];
    })
    .sort((a, b) => idle(a) - idle(b) || b.sharpe - a.sharpe || a.variant - b.variant);
}

const idle = ({ outcome }: Scored): number => (outcome.returns.some((change) => change !== 0) ? 0 : 1);

function scored(variant: number, outcome: Outcome): Scored {
  const { returns } = outcome;
  return { variant, outcome, sharpe: periodSharpe(returns) * Math.sqrt(DAYS_A_YEAR), total: totalReturn(returns) };
}
