import type { ReviewBriefing } from '../../review.ts';
import { atLeast, below, concernsOf, DECISIVE, DOUBT, type Rule, STRONG } from './concern.ts';
import { type Judgement, weigh } from './judgement.ts';

export type AtlasTopic =
  | 'no_target'
  | 'thin_reward'
  | 'modest_reward'
  | 'low_confidence'
  | 'shown_to_lose'
  | 'no_edge'
  | 'sage_objects'
  | 'scout_objects'
  | 'day_losses'
  | 'weak_signal'
  | 'young_position'
  | 'done'
  | 'clear';

// The desk's own word on a plan that passed its analysis: seven in ten are worth taking.
const PRIOR = -0.9;
const LEAST_REWARD_RISK = 1.5;
const WANTED_REWARD_RISK = 1.95;

// What a strategy's trades came to counts in full. Forecasts of the chart are doubted until they are shown to lose: a
// desk that explores with probes learns what they are worth.
const LOSING = [
  [-0.1, DECISIVE],
  [0, STRONG],
] as const;
const DOUBTFUL = [[-0.1, DOUBT]] as const;

// A strategy has its own way out, and its trades say what that is worth.
const needsTarget = ({ plan }: ReviewBriefing): boolean => plan.strategy === undefined;

const objections = (briefing: ReviewBriefing, agentId: 'sage' | 'scout'): number => {
  const word = briefing.heard.find((vote) => vote.agentId === agentId);
  return word?.vote === 'reject'
    ? atLeast(word.probability, [
        [0.8, DECISIVE],
        [0.65, STRONG],
        [0, DOUBT],
      ])
    : 0;
};

const entryRules: readonly Rule<AtlasTopic>[] = [
  { topic: 'no_target', weight: (b) => (needsTarget(b) && b.plan.rewardRisk === null ? DECISIVE : 0) },
  {
    topic: 'thin_reward',
    weight: (b) => (needsTarget(b) ? below(b.plan.rewardRisk, [[LEAST_REWARD_RISK, DECISIVE]]) : 0),
  },
  { topic: 'shown_to_lose', weight: (b) => (b.plan.odds?.shown === 'loses' ? DECISIVE : 0) },
  { topic: 'no_edge', weight: (b) => below(b.plan.edgeR, b.plan.strategy ? LOSING : DOUBTFUL) },
  {
    topic: 'low_confidence',
    weight: (b) => (b.plan.confidence === null ? STRONG : below(b.plan.confidence, [[0.6, DECISIVE]])),
  },
  {
    topic: 'modest_reward',
    weight: (b) =>
      !needsTarget(b) || b.plan.rewardRisk === null || b.plan.rewardRisk < LEAST_REWARD_RISK
        ? 0
        : below(b.plan.rewardRisk, [[WANTED_REWARD_RISK, 0.5]]),
  },
  { topic: 'sage_objects', weight: (b) => objections(b, 'sage') },
  { topic: 'scout_objects', weight: (b) => objections(b, 'scout') },
  {
    topic: 'day_losses',
    weight: (b) =>
      atLeast(-b.portfolio.dayPnlUsd / Math.max(1, b.portfolio.equityUsd), [
        [0.05, STRONG],
        [0.03, DOUBT],
      ]),
  },
];

const exitRules: readonly Rule<AtlasTopic>[] = [
  {
    topic: 'weak_signal',
    weight: (b) =>
      b.position && b.position.pnlPct > 0
        ? below(b.plan.confidence, [
            [0.6, STRONG],
            [0.7, DOUBT],
          ])
        : 0,
  },
  {
    topic: 'young_position',
    weight: (b) => (b.position && b.position.holdHours < 1 && b.position.pnlPct > -0.02 ? DOUBT : 0),
  },
];

/** ATLAS's vote: the reward for the risk, the edge, the confidence, and what SAGE and SCOUT said before. */
export function judgeAsAtlas(briefing: ReviewBriefing): Judgement<AtlasTopic> {
  const leaving = briefing.plan.action === 'exit' || briefing.plan.action === 'scale_down';
  const prior = PRIOR - (leaving ? 0 : conviction(briefing));
  const concerns = concernsOf(leaving ? exitRules : entryRules, briefing);
  const judgement = weigh(prior, concerns);
  return judgement.probability > TIED ? judgement : weigh(prior + earnedLean(briefing), concerns);
}

/** No surer than this, he has nothing to choose by: then those decide whose votes have held. */
const TIED = 0.55;

// What the votes before come to, each worth what its voter's word has earned.
function earnedLean({ heard }: ReviewBriefing): number {
  const sides = { approve: -1, reject: 1, abstain: 0 } as const;
  return heard.reduce((sum, { vote, trust = 0 }) => sum + sides[vote] * trust, 0);
}

// An edge makes for conviction, but never for enough of it to outweigh a decisive objection.
function conviction({ plan }: ReviewBriefing): number {
  return 0.6 * Math.min(1, Math.max(0, plan.edgeR ?? 0));
}
