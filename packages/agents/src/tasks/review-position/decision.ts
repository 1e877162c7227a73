import { sayPct, sayR, sayRatio, sayShare } from '@atc/core/kernel/figures';

/** How a position stands when ATLAS looks at it. Fractions, R and USD; null where it is not known. */
export interface Standing {
  /** For how long there has been no fresh price of it, in words; null: there is one. */
  readonly silentFor: string | null;
  readonly pnlPct: number;
  readonly rMultiple: number | null;
  /** Furthest it ran in favour. */
  readonly mfeR: number | null;
  /** How far its stop lies below the price; null without a stop. */
  readonly stopGapR: number | null;
  /** Whether the stop follows the price, so that a run is not given back. */
  readonly stopFollows: boolean;
  readonly holdHours: number;
  /** Share of what spoke for the entry that no longer does. */
  readonly failedShare: number | null;
  /** What the chart alone rates buying it now. */
  readonly chartNow: number | null;
  /** What it is worth now. */
  readonly valueUsd: number;
  /** Whether some of it was sold before. */
  readonly partSold: boolean;
  /** Whether another exit or scale is waiting for its decision. */
  readonly decisionPending: boolean;
  /** The strategy whose own rules sell it; null: none does. */
  readonly soldBy: string | null;
  /** What may still be added; 0 when there is no signal to size it by, or no plan for more of it. */
  readonly roomUsd: number;
  /** The least that is bought, sold or left. */
  readonly leastUsd: number;
}

export type Decision = 'hold' | 'cut' | 'raise_stop' | 'take_part' | 'scale_up';

export interface Decided {
  readonly decision: Decision;
  /** Why, with its numbers. */
  readonly why: string;
}

interface Rule {
  readonly decision: Exclude<Decision, 'hold'>;
  readonly says: (standing: Standing) => string | null;
}

const MOST_FAILED = 0.5;
const LOSING_R = -0.3;
/** A stop that is nearer than this is near enough. */
const NEAR_STOP_R = 0.4;
const SETTLED_HOURS = 1;
const AT_RISK_PCT = -0.2;
const EVEN_CHART = 0.5;
const AHEAD_R = 1;
const GIVEN_BACK_R = 0.1;
const DEAD_HOURS = 72;
const DEAD_R = 0.25;
const GROWING_R = 0.5;
const STRONG_CHART = 0.6;
const FEW_FAILED = 0.25;
/** What is taken off where part of a position is sold. */
export const PART_TAKEN = 0.5;

// The first that speaks decides.
const rules: readonly Rule[] = [
  {
    decision: 'cut',
    says: ({ pnlPct, chartNow }) =>
      pnlPct <= AT_RISK_PCT && (chartNow ?? 0) < EVEN_CHART
        ? `it stands at ${sayPct(pnlPct)} and the chart gives it ` +
          `${chartNow === null ? 'no rating' : sayShare(chartNow, 0)}`
        : null,
  },
  {
    decision: 'cut',
    says: ({ mfeR, rMultiple, stopFollows }) =>
      !stopFollows && mfeR !== null && rMultiple !== null && mfeR >= AHEAD_R && rMultiple <= GIVEN_BACK_R
        ? `it was ${sayRatio(mfeR, 1)} R ahead and stands at ${sayR(rMultiple)}`
        : null,
  },
  {
    decision: 'cut',
    says: ({ holdHours, rMultiple, chartNow }) =>
      holdHours >= DEAD_HOURS && rMultiple !== null && Math.abs(rMultiple) < DEAD_R && (chartNow ?? 0) < EVEN_CHART
        ? `${sayRatio(holdHours, 0)} hours brought ${sayR(rMultiple)}: the money is worth more elsewhere`
        : null,
  },
  {
    decision: 'raise_stop',
    says: ({ rMultiple, failedShare, holdHours, stopGapR }) =>
      rMultiple !== null &&
      rMultiple <= LOSING_R &&
      holdHours >= SETTLED_HOURS &&
      (failedShare ?? 0) >= MOST_FAILED &&
      (stopGapR ?? 0) >= NEAR_STOP_R
        ? `${sayShare(failedShare ?? 0, 0)} of what spoke for the entry is gone, and it stands at ${sayR(rMultiple)}`
        : null,
  },
  {
    decision: 'take_part',
    says: ({ rMultiple, failedShare, partSold, valueUsd, leastUsd }) =>
      rMultiple !== null &&
      rMultiple >= AHEAD_R &&
      !partSold &&
      (failedShare ?? 0) >= MOST_FAILED &&
      valueUsd * PART_TAKEN >= leastUsd
        ? `it is ${sayRatio(rMultiple, 1)} R ahead and ${sayShare(failedShare ?? 0, 0)} of what spoke for it is gone`
        : null,
  },
  {
    decision: 'scale_up',
    says: ({ rMultiple, failedShare, chartNow, roomUsd, leastUsd }) =>
      rMultiple !== null &&
      rMultiple >= GROWING_R &&
      failedShare !== null &&
      failedShare <= FEW_FAILED &&
      (chartNow ?? 0) >= STRONG_CHART &&
      roomUsd >= leastUsd
        ? `it is ${sayRatio(rMultiple, 1)} R ahead, its reasons hold and the chart gives it ` +
          `${sayShare(chartNow ?? 0, 0)}`
        : null,
  },
];

/**
 * Hold, cut, raise its stop, take part of it off or add to it: the first rule that speaks, of those that this review
 * may decide on.
 */
export function decidePosition(standing: Standing, mayScaleUp: boolean): Decided {
  if (standing.silentFor !== null)
    return {
      decision: 'hold',
      why: `there has been no price of it for ${standing.silentFor}, so its reasons cannot be checked`,
    };
  if (standing.decisionPending) return { decision: 'hold', why: 'another decision about it is under way' };
  if (standing.soldBy !== null) return { decision: 'hold', why: `${standing.soldBy} sells it by its own rules` };
  for (const { decision, says } of rules) {
    if (decision === 'scale_up' && !mayScaleUp) continue;
    const why = says(standing);
    if (why !== null) return { decision, why };
  }
  return { decision: 'hold', why: holding(standing) };
}

function holding({ rMultiple, pnlPct, failedShare }: Standing): string {
  const where = rMultiple === null ? sayPct(pnlPct) : sayR(rMultiple);
  const reasons =
    failedShare === null ? 'its reasons cannot be read again' : `${sayShare(1 - failedShare, 0)} of its reasons hold`;
  return `it stands at ${where} and ${reasons}`;
}
