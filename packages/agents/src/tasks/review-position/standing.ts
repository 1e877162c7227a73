import type { PolicyValue } from '@atc/core/company/policies';
import type { TradeMeasures } from '../analyse-outcome/index.ts';
import type { Compared } from '../diagnose/index.ts';
import type { Standing } from './decision.ts';

/** A position as a review finds it. */
export interface StandingFacts {
  readonly measures: Pick<TradeMeasures, 'pnlPct' | 'rMultiple' | 'mfeR' | 'holdMinutes'>;
  readonly compared: Pick<Compared, 'failedShare'>;
  readonly held: Pick<Standing, 'valueUsd' | 'partSold' | 'decisionPending'> & { readonly costUsd: number };
  readonly chartNow: number | null;
  /** Whether there is a signal to size more of it by, and a plan for it. */
  readonly mayGrow: boolean;
  /** For how long there has been no fresh price of it, in words; null: there is one. */
  readonly silentFor: string | null;
  /** The strategy whose own rules sell it. */
  readonly soldBy?: string | null;
  readonly limits: PolicyValue<'trade_limits'>;
}

/** How a position stands when ATLAS looks at it. */
export function standingOf({ measures, compared, held, limits, ...facts }: StandingFacts): Standing {
  return {
    silentFor: facts.silentFor,
    pnlPct: measures.pnlPct,
    rMultiple: measures.rMultiple,
    mfeR: measures.mfeR,
    holdHours: measures.holdMinutes / 60,
    failedShare: compared.failedShare,
    chartNow: facts.chartNow,
    valueUsd: held.valueUsd,
    partSold: held.partSold,
    decisionPending: held.decisionPending,
    soldBy: facts.soldBy ?? null,
    roomUsd: facts.mayGrow ? limits.max_position_size_usd - held.costUsd : 0,
    leastUsd: limits.min_position_usd,
  };
}
