import { DAYS_A_YEAR, periodSharpe, totalReturn } from '../measure/index.ts';
import type { Outcome, TriedVariant } from './search.ts';

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
