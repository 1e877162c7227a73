import type { ReviewBriefing } from '../../../review.ts';
import {
  atLeast,
  concernsOf,
  DECISIVE,
  DOUBT,
  gradesIn,
  leaves,
  type Rule,
  STRONG,
  where,
  whereAtLeast,
  whereBelow,
} from '../concern.ts';
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
const TWIN = [
  [0.9, STRONG],
  [0.8, DOUBT],
] as const;

const entryRules: readonly Rule<SageTopic>[] = [
  whereBelow('tight_stop', (b) => b.market.stopAtrs, [
    [1, DECISIVE],
    [1.5, DOUBT],
  ]),
  whereAtLeast('wide_stop', (b) => b.plan.stopPct, [[0.2, DOUBT]]),
  whereAtLeast('tail', (b) => b.market.worstDay72hStops, [
    [4, STRONG],
    [3, DOUBT],
  ]),
  whereBelow('calm', (b) => b.market.worstDay72hStops, [[1.2, -0.5]]),
  whereAtLeast('sudden_fall', (b) => b.market.worstHour72hStops, [[1.5, DOUBT]]),
  where('falling_market', (b) => b.market.regime?.name === 'falling', STRONG),
  where('rising_market', (b) => b.market.regime?.name === 'rising', -0.4),
  whereAtLeast('drawdown', (b) => b.portfolio.drawdownPct, [
    [0.1, DECISIVE],
    [0.04, STRONG],
    [0.025, 0.5],
  ]),
  { topic: 'correlation', grades: [DECISIVE, ...gradesIn(TWIN)], weight: correlationWeight },
  whereBelow('independent', (b) => b.portfolio.nearestCorrelation, [[INDEPENDENT, -0.3]]),
  whereAtLeast('probation', (b) => b.plan.probation?.losses30d ?? null, [
    [4, DOUBT],
    [2, 0.4],
  ]),
];

const exitRules: readonly Rule<SageTopic>[] = [
  whereAtLeast('gain_protected', (b) => b.position?.protectedShare ?? null, [
    [0.7, 2.2],
    [0.5, 1],
  ]),
  where('leaving_a_fall', (b) => b.market.regime?.name === 'falling', -DOUBT),
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
  return atLeast(portfolio.nearestCorrelation, TWIN);
}
