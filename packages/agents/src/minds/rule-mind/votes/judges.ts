import type { AgentId } from '@atc/core/company/roster';
import type { ReviewBriefing } from '../../review.ts';
import { isBanned, judgeBanned, judgeBlind } from './blind.ts';
import type { Judgement } from './judgement.ts';
import { judgeAsAtlas } from './rules/atlas.ts';
import { judgeAsGrowth } from './rules/growth.ts';
import { judgeAsIntel } from './rules/intel.ts';
import { judgeAsObserver } from './rules/observer.ts';
import { judgeAsSage } from './rules/sage.ts';
import { judgeAsScout } from './rules/scout.ts';

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
