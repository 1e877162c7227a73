import type { AgentId } from '@atc/core/company/roster';
import type { ReviewBriefing } from '../../review.ts';
import { isBanned, judgeBanned, judgeBlind } from './blind.ts';
import type { Rule } from './concern.ts';
import type { Judgement } from './judgement.ts';
import { atlasRules, judgeAsAtlas } from './rules/atlas.ts';
import { growthRules, judgeAsGrowth } from './rules/growth.ts';
import { intelRules, judgeAsIntel } from './rules/intel.ts';
import { judgeAsObserver, observerRules } from './rules/observer.ts';
import { judgeAsSage, sageRules } from './rules/sage.ts';
import { judgeAsScout, scoutRules } from './rules/scout.ts';

const judges = {
  atlas: judgeAsAtlas,
  sage: judgeAsSage,
  scout: judgeAsScout,
  growth: judgeAsGrowth,
  intel: judgeAsIntel,
  observer: judgeAsObserver,
} as const satisfies Record<AgentId, (briefing: ReviewBriefing) => Judgement>;

/** Whoever sees no fresh price judges nothing that rests on one. */
export const isBlind = ({ market }: ReviewBriefing): boolean => market.stale;

/** How an agent votes by rule on what it was told, and how sure it is. */
export function judgeAs(agentId: AgentId, briefing: ReviewBriefing): Judgement {
  if (isBlind(briefing)) return judgeBlind(briefing);
  return isBanned(agentId, briefing) ? judgeBanned(agentId) : judges[agentId](briefing);
}

const rules = {
  atlas: atlasRules,
  sage: sageRules,
  scout: scoutRules,
  growth: growthRules,
  intel: intelRules,
  observer: observerRules,
} as const;

/** What a rule may find, and everything that this may weigh; no grades where the weight is a measure. */
export type Finding = Pick<Rule<string>, 'topic' | 'grades'>;

/** All that an agent's rules may find on buying and on leaving. */
export function findingsBy(agentId: AgentId): {
  readonly adding: readonly Finding[];
  readonly leaving: readonly Finding[];
} {
  return rules[agentId];
}
