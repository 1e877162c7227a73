import type { AgentId } from '@atc/core/company/roster';
import { brokenBan } from '../../ban.ts';
import type { ReviewBriefing } from '../../review.ts';
import { DECISIVE, leaves } from './concern.ts';
import { type Judgement, weigh } from './judgement.ts';

export type BlindTopic = 'no_price';
export type BannedTopic = 'no_stop' | 'no_reward';

// Less of what nobody can see is right more often than not.
const LEAVING_PRIOR = -1;
const ADDING_PRIOR = 0;

/** How anybody votes on what has no fresh price: nothing is added to it, and what lowers its risk may go. */
export function judgeBlind(briefing: ReviewBriefing): Judgement<BlindTopic> {
  if (leaves(briefing)) return weigh(LEAVING_PRIOR, []);
  return weigh(ADDING_PRIOR, [{ topic: 'no_price', weight: DECISIVE }]);
}

/** Whether an agent's persona forbids it to approve this, whatever the evidence. */
export function isBanned(agentId: AgentId, briefing: ReviewBriefing): boolean {
  return brokenBan(agentId, 'approve', briefing) !== null;
}

/** How an agent votes on what its persona forbids: SAGE exposure without a stop, ATLAS a reward that nobody knows. */
export function judgeBanned(agentId: AgentId): Judgement<BannedTopic> {
  return weigh(ADDING_PRIOR, [{ topic: agentId === 'sage' ? 'no_stop' : 'no_reward', weight: DECISIVE }]);
}
