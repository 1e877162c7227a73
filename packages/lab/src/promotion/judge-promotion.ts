import { maxDrawdown } from '@atc/core/desk/portfolio';
import { sayCount, sayPct, sayRatio, sayShare } from '@atc/core/kernel/figures';
import { type Judgement, nameOf } from '@atc/core/loop/strategies';
import type { Trial } from '@atc/core/loop/trials';
import { DAYS_A_YEAR, totalReturn } from '../measure/index.ts';
import { type Case, type Measured, measured } from './case.ts';
import { expectationOf } from './expectation-of.ts';
import { breadthGates } from './gates/breadth-gates.ts';
import { honestyGates } from './gates/honesty-gates.ts';
import { luckGates } from './gates/luck-gates.ts';
import { recordGates } from './gates/record-gates.ts';
import { holdoutFault, looksAtHoldout } from './holdout-fault.ts';

/** Every gate that a run must pass to be promoted. */
export const promotionGates = [...recordGates, ...luckGates, ...breadthGates, ...honestyGates];

/** Of the gates the one that is asked when every other one has passed. */
const LAST = 'holdout';
const DRAWS = 2000;
const DAYS_A_MONTH = DAYS_A_YEAR / 12;

/**
 * Judges whether a run may be promoted, by itself and by all that the ledger has of its family: each gate that refuses
 * says why in one sentence with its number. The code decides; agents may only propose or say no.
 */
export function judgePromotion(given: Omit<Case, 'draws'> & Partial<Pick<Case, 'draws'>>): Judgement {
  const of = measured({ draws: DRAWS, ...given });
  const { trial, family, deflated, meanDay, draws } = of;
  const refusals = promotionGates.flatMap(({ refusal }) => refusal(of) ?? []);
  return {
    passed: refusals.length === 0,
    refusals,
    said: sayCase(of),
    trials: family?.trials ?? 0,
    deflated,
    figures: {
      ...{ trades: trial.results.length, days: trial.returns.length, sharpe: trial.sharpe, costs: trial.costs },
      ...{ meanDay: meanDay.estimate, meanDayLow: meanDay.low, deflated },
      ...{ trials: family?.trials ?? null, overfit: family?.overfit?.probability ?? null },
      ...{ spa: family?.reality?.spa ?? null, drawdown: maxDrawdown(trial.returns) },
    },
    expected: refusals.length === 0 ? expectationOf(trial, draws) : null,
  };
}

/** Whether a run has passed every gate but the holdout, which nobody has looked at: now somebody may. */
export function mayLookAtHoldout(given: Pick<Case, 'trial' | 'ledger'>): boolean {
  if (holdoutFault(given) || looksAtHoldout(given).length > 0) return false;
  const of = measured({ draws: DRAWS, ...given });
  return promotionGates.every(({ name, refusal }) => name === LAST || refusal(of) === null);
}

function sayCase({ trial, meanDay, deflated }: Measured): string {
  const month = (day: number) => sayPct(day * DAYS_A_MONTH);
  const { estimate, low, high } = meanDay;
  const parts = [
    `out of sample ${sayDays(trial)}`,
    sayCount(trial.results.length, 'trade'),
    `${month(estimate)} a month [${month(low)}, ${month(high)}] after ${trial.costs} times the costs`,
    `deepest fall ${sayShare(Math.abs(maxDrawdown(trial.returns)), 0)}`,
    ...(trial.evidence ? [`hold ${sayPct(totalReturn(trial.evidence.hold))}`] : []),
  ];
  const { strategy: name, version } = trial;
  const luck = deflated === null ? '–' : sayRatio(deflated);
  return `${nameOf({ name, version })}: ${parts.join(', ')}; deflated ${luck}`;
}

const sayDays = ({ from, to }: Trial): string => `${from.slice(0, 10)} to ${to.slice(0, 10)}`;
