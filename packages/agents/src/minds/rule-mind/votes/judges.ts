import type { AgentId } from '@atc/core/company/roster';
import type { ReviewBriefing } from '../../review.ts';
import { judgeAsAtlas } from './atlas.ts';
import { judgeBlind } from './blind.ts';
import { judgeAsGrowth } from './growth.ts';
import { judgeAsIntel } from './intel.ts';
import type { Judgement } from './judgement.ts';
import { judgeAsObserver } from './observer.ts';
import { judgeAsSage } from './sage.ts';
import { judgeAsScout } from './scout.ts';

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
  return isBlind(briefing) ? judgeBlind(briefing) : judges[agentId](briefing);
}
