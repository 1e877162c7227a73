import type { PolicyValue } from '@atc/core/company/policies';
import type { Trade, TradeMeasures } from '../analyse-outcome/index.ts';
import type { Compared } from '../diagnose/index.ts';
import type { Standing } from './decision.ts';

/** A position as a review finds it. */
export interface StandingFacts {
  readonly measures: Pick<TradeMeasures, 'pnlPct' | 'rMultiple' | 'mfeR' | 'holdMinutes' | 'stopPct'>;
  readonly compared: Pick<Compared, 'failedShare'>;
  readonly held: Pick<Standing, 'valueUsd' | 'partSold' | 'decisionPending'> & { readonly costUsd: number };
  readonly trade: Pick<Trade, 'exitPrice' | 'entryPrice'>;
  readonly stop: StopNow;
  readonly chartNow: number | null;
  /** Whether there is a signal to size more of it by, and a plan for it. */
  readonly mayGrow: boolean;
  /** For how long there has been no fresh price of it, in words; null: there is one. */
  readonly silentFor: string | null;
  /** The strategy whose own rules sell it. */
  readonly soldBy?: string | null;
  readonly limits: PolicyValue<'trade_limits'>;
}

/** Where the price stands under which a position is sold. */
export interface StopNow {
  /** Null: none does. */
  readonly at: number | null;
  /** Whether it rises with the price. */
  readonly follows: boolean;
}

/** How a position stands when ATLAS looks at it. */
export function standingOf({ measures, compared, held, limits, ...facts }: StandingFacts): Standing {
  return {
    silentFor: facts.silentFor,
    pnlPct: measures.pnlPct,
    rMultiple: measures.rMultiple,
    mfeR: measures.mfeR,
    stopGapR: gapR(facts, measures.stopPct),
    stopFollows: facts.stop.follows,
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

function gapR({ trade, stop }: Pick<StandingFacts, 'trade' | 'stop'>, stopPct: number | null): number | null {
  if (stop.at === null || stopPct === null || stopPct <= 0) return null;
  return (trade.exitPrice - stop.at) / (trade.entryPrice * stopPct);
}
