import type { ReviewBriefing } from '../../../review.ts';
import { atLeast, below, concernsOf, DECISIVE, DOUBT, leaves, type Rule, STRONG } from '../concern.ts';
import { type Judgement, weigh } from '../judgement.ts';

export type SageTopic =
  | 'tight_stop'
  | 'wide_stop'
  | 'tail'
  | 'sudden_fall'
  | 'calm'
  | 'falling_market'
  | 'rising_market'
  | 'drawdown'
  | 'correlation'
  | 'independent'
  | 'probation'
  | 'gain_protected'
  | 'leaving_a_fall'
  | 'safer'
  | 'clear';

// About one sound plan in four turns out badly even when nothing speaks against it.
const PRIOR = -1.1;
// Closing risk is wrong only where the stop keeps the gain anyway.
const EXIT_PRIOR = -1.6;
const INDEPENDENT = 0.2;

const entryRules: readonly Rule<SageTopic>[] = [
  {
    topic: 'tight_stop',
    weight: (b) =>
      below(b.market.stopAtrs, [
        [1, DECISIVE],
        [1.5, DOUBT],
      ]),
  },
  { topic: 'wide_stop', weight: (b) => atLeast(b.plan.stopPct, [[0.2, DOUBT]]) },
  {
    topic: 'tail',
    weight: (b) =>
      atLeast(b.market.worstDay72hStops, [
        [4, STRONG],
        [3, DOUBT],
      ]),
  },
  { topic: 'calm', weight: (b) => below(b.market.worstDay72hStops, [[1.2, -0.5]]) },
  { topic: 'sudden_fall', weight: (b) => atLeast(b.market.worstHour72hStops, [[1.5, DOUBT]]) },
  { topic: 'falling_market', weight: (b) => (b.market.regime?.name === 'falling' ? STRONG : 0) },
  { topic: 'rising_market', weight: (b) => (b.market.regime?.name === 'rising' ? -0.4 : 0) },
  {
    topic: 'drawdown',
    weight: (b) =>
      atLeast(b.portfolio.drawdownPct, [
        [0.1, DECISIVE],
        [0.04, STRONG],
        [0.025, 0.5],
      ]),
  },
  { topic: 'correlation', weight: correlationWeight },
  {
    topic: 'independent',
    weight: ({ portfolio: { nearestCorrelation } }) =>
      nearestCorrelation !== null && nearestCorrelation < INDEPENDENT ? -0.3 : 0,
  },
  {
    topic: 'probation',
    weight: (b) =>
      atLeast(b.plan.probation?.losses30d ?? null, [
        [4, DOUBT],
        [2, 0.4],
      ]),
  },
];

const exitRules: readonly Rule<SageTopic>[] = [
  {
    topic: 'gain_protected',
    weight: (b) =>
      atLeast(b.position?.protectedShare ?? null, [
        [0.7, 2.2],
        [0.5, 1],
      ]),
  },
  { topic: 'leaving_a_fall', weight: (b) => (b.market.regime?.name === 'falling' ? -DOUBT : 0) },
];

/** What SAGE looks at, on buying and on leaving. */
export const sageRules = { adding: entryRules, leaving: exitRules } as const;

/**
 * SAGE's vote: on entries and scale-ups the tail, the drawdown, the correlation and the market; what lowers risk it
 * lets pass, unless the stop keeps most of the gain.
 */
export function judgeAsSage(briefing: ReviewBriefing): Judgement<SageTopic> {
  return leaves(briefing)
    ? weigh(EXIT_PRIOR, concernsOf(exitRules, briefing))
    : weigh(PRIOR, concernsOf(entryRules, briefing));
}

// One twin is a doubt; two of them, or a perfect one, make the new trade a copy of what is held.
function correlationWeight({ portfolio }: ReviewBriefing): number {
  if (portfolio.correlatedCount >= 2) return DECISIVE;
  return atLeast(portfolio.nearestCorrelation, [
    [0.9, STRONG],
    [0.8, DOUBT],
  ]);
}
