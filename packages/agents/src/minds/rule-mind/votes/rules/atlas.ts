import type { AgentId } from '@atc/core/company/roster';
import type { ReviewBriefing } from '../../../review.ts';
import {
  atLeast,
  below,
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

/** Who sits in every review, who may speak for a purchase in a debate, and who only hands in a written vote. */
const objectors = ['sage', 'scout', 'growth', 'intel', 'observer'] as const;
const seatHolders: ReadonlySet<AgentId> = new Set(['sage', 'scout']);

/** How much an objection weighs is a measure of how sure its voter is. */
const objection = (agentId: Objector): Rule<AtlasTopic> => ({
  topic: `${agentId}_objects`,
  grades: [],
  weight: ({ heard }) => {
    const word = heard.find((vote) => vote.agentId === agentId);
    if (word?.vote !== 'reject') return 0;
    return atLeast(word.probability, word.written || !seatHolders.has(agentId) ? WRITTEN : SEATED);
  },
});

const LEAST_AGREEING = 4;
const AGREED = -0.4;

const heardRules: readonly Rule<AtlasTopic>[] = [
  ...objectors.map(objection),
  {
    topic: 'desk_agrees',
    grades: [AGREED],
    weight: ({ heard }) => {
      const agreeing = heard.filter(({ vote }) => vote === 'approve').length;
      return agreeing >= LEAST_AGREEING && heard.every(({ vote }) => vote !== 'reject') ? AGREED : 0;
    },
  },
];

const entryRules: readonly Rule<AtlasTopic>[] = [
  where('shown_to_lose', (b) => b.plan.odds?.shown === 'loses', DECISIVE),
  where('shown_to_earn', (b) => b.plan.odds?.shown === 'earns', -DOUBT),
  where('unexplored', ({ plan: { odds } }) => odds !== undefined && odds.of < EXPLORED, -1),
  {
    topic: 'no_edge',
    grades: gradesIn(LOSING, DOUBTFUL),
    weight: (b) => below(b.plan.edgeR, b.plan.strategy ? LOSING : DOUBTFUL),
  },
  // An edge makes for conviction, but never for enough of it to outweigh a decisive objection.
  {
    topic: 'edge',
    grades: [],
    weight: ({ plan: { edgeR } }) => (edgeR !== null && edgeR > 0 ? -0.6 * Math.min(1, edgeR) : 0),
  },
  whereAtLeast('costs', (b) => b.plan.costR, [
    [0.1, STRONG],
    [0.058, 0.4],
  ]),
  ...heardRules,
  whereAtLeast('day_losses', (b) => -b.portfolio.dayPnlUsd / Math.max(1, b.portfolio.equityUsd), [
    [0.01, STRONG],
    [0.005, DOUBT],
  ]),
];

const exitRules: readonly Rule<AtlasTopic>[] = [
  whereBelow('weak_signal', (b) => (b.position && b.position.pnlPct > 0 ? b.plan.confidence : null), [
    [0.65, STRONG],
    [0.7, DOUBT],
  ]),
  where(
    'young_position',
    ({ position }) => position !== null && position.holdHours < YOUNG_HOURS && position.pnlPct > SMALL_LOSS,
    DOUBT,
  ),
  whereAtLeast('reasons_hold', (b) => b.market.chartNow, [
    [0.6, 2],
    [0.5, STRONG],
    [0.42, 0.5],
  ]),
  whereBelow('reasons_gone', (b) => b.market.chartNow, [[0.25, -DOUBT]]),
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
