import type { Trial } from '@atc/core/loop/trials';
import { ascending, deflatedSharpe, drawFigures, mean, quantile } from '../measure/index.ts';
import type { Family } from '../report/index.ts';
import { familyOf } from '../trials/index.ts';

/** A run that is to be promoted, with all that was tried beside it. */
export interface Case {
  readonly trial: Trial;
  /** The ledger, or its trials of the same family. */
  readonly ledger: readonly Trial[];
  /** Draws of every bootstrap. */
  readonly draws: number;
}

/** A case with the figures that several gates ask for. */
export interface Measured extends Case {
  readonly family: Family | null;
  readonly deflated: number | null;
  /** Mean of a day: what it was, and what it lies above and below in 95 of 100 draws each. */
  readonly meanDay: MeanDay;
}

/** A mean of a day with its bounds. */
export interface MeanDay {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

const TAIL = 0.05;

/** Works out what several gates ask for. */
export function measured({ trial, ledger, draws }: Case): Measured {
  const family = familyOf(ledger, trial, draws);
  return {
    ...{ trial, ledger, draws, family },
    deflated: family && deflatedSharpe(trial.returns, family),
    meanDay: meanDayOf(trial, draws),
  };
}

function meanDayOf({ returns, runId }: Trial, draws: number): MeanDay {
  const means = ascending(drawFigures(returns, mean, { seed: runId, draws }));
  return { estimate: mean(returns), low: quantile(means, TAIL), high: quantile(means, 1 - TAIL) };
}
