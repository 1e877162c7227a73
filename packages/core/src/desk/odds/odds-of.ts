import type { Regime } from '../regime/index.ts';
import { PRIOR } from './calibrate.ts';
import { surely } from './estimate.ts';
import type { Calibration, Estimate, Odds, OddsStep } from './odds.ts';

/** From so much above what the odds need a purchase has its whole size. */
const WHOLE_FROM = 0.2;
const FALLING_SHARE = 0.5;

const NOTHING: Estimate = { mean: 0, low: null, high: null };
const PRIOR_ODDS: Odds = {
  ...{ probability: PRIOR.base, of: 0, paid: 0, needs: PRIOR.needs },
  ...{ edge: NOTHING, telling: false, shown: null },
};

/** What is known of a score: by its own step where scores were shown to tell, else by all forecasts of its kind. */
export function oddsOf(calibration: Calibration | null, score: number): Odds {
  if (!calibration) return PRIOR_ODDS;
  const { of, paid, probability, edge } = (calibration.telling && stepAt(calibration, score)) || calibration.whole;
  return {
    ...{ of, paid, probability, edge },
    needs: calibration.needs,
    telling: calibration.telling,
    shown: shownBy(edge),
  };
}

/** What the map gives a score, whether or not scores were shown to tell: its skill is judged by that. */
export function mappedOf(calibration: Calibration | null, score: number): number {
  return (calibration && stepAt(calibration, score)?.probability) ?? PRIOR.base;
}

/** The base rate of a kind as it is known. */
export const baseOf = (calibration: Calibration | null): number => calibration?.base ?? PRIOR.base;

function stepAt({ steps }: Calibration, score: number): OddsStep | undefined {
  return steps.findLast(({ from }) => score >= from);
}

/** What a range of results shows. */
export function shownBy({ low, high }: Estimate): Odds['shown'] {
  if (low === null || high === null) return null;
  // Forecasts are looked at every morning, and one of many looks is lucky: what makes purchases larger has to be surer.
  if (surely({ low, high }) > 0) return 'earns';
  return high < 0 ? 'loses' : null;
}

/**
 * How much of the way from a probe to its whole size a purchase deserves, 0 to 1: none while forecasts like this one
 * were not shown to earn, then by how far the odds lie above what they need, half of that in a falling market.
 */
export function conviction(odds: Odds | null, regime: Regime | null): number {
  if (odds?.shown !== 'earns') return 0;
  const earned = Math.min(1, Math.max(0, (odds.probability - odds.needs) / WHOLE_FROM));
  return regime?.name === 'falling' ? earned * FALLING_SHARE : earned;
}
