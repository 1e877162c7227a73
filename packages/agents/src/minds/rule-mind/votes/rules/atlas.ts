import type { AgentId } from '@atc/core/company/roster';
import type { ReviewBriefing } from '../../../review.ts';
import { atLeast, below, concernsOf, DECISIVE, DOUBT, leaves, type Rule, STRONG } from '../concern.ts';
import { type Judgement, weigh } from '../judgement.ts';

type Objector = Exclude<AgentId, 'atlas'>;

export type AtlasTopic =
  | 'shown_to_lose'
  | 'shown_to_earn'
  | 'unexplored'
  | 'no_edge'
  | 'edge'
  | 'costs'
  | 'day_losses'
  | `${Objector}_objects`
  | 'desk_agrees'
  | 'weak_signal'
  | 'young_position'
  | 'reasons_hold'
  | 'reasons_gone'
  | 'done'
  | 'clear';

// The desk's own word on a plan that passed its analysis: seven in ten are worth taking.
const PRIOR = -0.9;
const YOUNG_HOURS = 2;
const SMALL_LOSS = -0.02;
/** With fewer settled forecasts of its kind a purchase is worth what it teaches. */
const EXPLORED = 30;

// What a strategy's trades came to counts in full. Forecasts of the chart are doubted until they are shown to lose: a
// desk that explores with probes learns what they are worth.
const LOSING = [
  [-0.1, DECISIVE],
  [0, STRONG],
] as const;
const DOUBTFUL = [[-0.1, DOUBT]] as const;

const SEATED = [
  [0.8, DECISIVE],
  [0.65, STRONG],
  [0, DOUBT],
] as const;
// Who has no seat was not asked back, so a written no weighs a third of a spoken one.
const WRITTEN = [
  [0.8, DOUBT],
  [0.65, 0.5],
  [0, 0.25],
] as const;

const objection = (agentId: Objector): Rule<AtlasTopic> => ({
  topic: `${agentId}_objects`,
  weight: ({ heard }) => {
    const word = heard.find((vote) => vote.agentId === agentId);
    return word?.vote === 'reject' ? atLeast(word.probability, word.written ? WRITTEN : SEATED) : 0;
  },
});

const LEAST_AGREEING = 4;

const heardRules: readonly Rule<AtlasTopic>[] = [
  ...(['sage', 'scout', 'growth', 'intel', 'observer'] as const).map(objection),
  {
    topic: 'desk_agrees',
    weight: ({ heard }) => {
      const agreeing = heard.filter(({ vote }) => vote === 'approve').length;
      return agreeing >= LEAST_AGREEING && heard.every(({ vote }) => vote !== 'reject') ? -0.4 : 0;
    },
  },
];

const entryRules: readonly Rule<AtlasTopic>[] = [
  { topic: 'shown_to_lose', weight: (b) => (b.plan.odds?.shown === 'loses' ? DECISIVE : 0) },
  { topic: 'shown_to_earn', weight: (b) => (b.plan.odds?.shown === 'earns' ? -DOUBT : 0) },
  { topic: 'unexplored', weight: ({ plan: { odds } }) => (odds && odds.of < EXPLORED ? -1 : 0) },
  { topic: 'no_edge', weight: (b) => below(b.plan.edgeR, b.plan.strategy ? LOSING : DOUBTFUL) },
  // An edge makes for conviction, but never for enough of it to outweigh a decisive objection.
  { topic: 'edge', weight: ({ plan: { edgeR } }) => (edgeR !== null && edgeR > 0 ? -0.6 * Math.min(1, edgeR) : 0) },
  {
    topic: 'costs',
    weight: (b) =>
      atLeast(b.plan.costR, [
        [0.1, STRONG],
        [0.058, 0.4],
      ]),
  },
  ...heardRules,
  {
    topic: 'day_losses',
    weight: (b) =>
      atLeast(-b.portfolio.dayPnlUsd / Math.max(1, b.portfolio.equityUsd), [
        [0.01, STRONG],
        [0.005, DOUBT],
      ]),
  },
];

const exitRules: readonly Rule<AtlasTopic>[] = [
  {
    topic: 'weak_signal',
    weight: (b) =>
      b.position && b.position.pnlPct > 0
        ? below(b.plan.confidence, [
            [0.65, STRONG],
            [0.7, DOUBT],
          ])
        : 0,
  },
  {
    topic: 'young_position',
    weight: ({ position }) =>
      position && position.holdHours < YOUNG_HOURS && position.pnlPct > SMALL_LOSS ? DOUBT : 0,
  },
  {
    topic: 'reasons_hold',
    weight: (b) =>
      atLeast(b.market.chartNow, [
        [0.6, 2],
        [0.5, STRONG],
        [0.42, 0.5],
      ]),
  },
  { topic: 'reasons_gone', weight: (b) => below(b.market.chartNow, [[0.25, -DOUBT]]) },
  ...heardRules,
];

/** What ATLAS looks at, on buying and on leaving. */
export const atlasRules = { adding: entryRules, leaving: exitRules } as const;

/**
 * ATLAS's vote: the edge by calibrated odds and costs, and what the others said; on leaving whether the reasons still
 * hold.
 */
export function judgeAsAtlas(briefing: ReviewBriefing): Judgement<AtlasTopic> {
  const found = concernsOf(leaves(briefing) ? exitRules : entryRules, briefing);
  const judgement = weigh(PRIOR, found);
  return judgement.probability > TIED ? judgement : weigh(PRIOR + earnedLean(briefing), found);
}

/** No surer than this, he has nothing to choose by: then those decide whose votes have held. */
const TIED = 0.55;

// What the votes before come to, each worth what its voter's word has earned.
function earnedLean({ heard }: ReviewBriefing): number {
  const sides = { approve: -1, reject: 1, abstain: 0 } as const;
  return heard.reduce((sum, { vote, trust = 0 }) => sum + sides[vote] * trust, 0);
}
