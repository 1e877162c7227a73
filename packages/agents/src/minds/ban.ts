import type { AgentId } from '@atc/core/company/roster';
import type { VoteChoice } from './mind.ts';
import type { ReviewBriefing } from './review.ts';

type Ban = (plan: ReviewBriefing['plan']) => string | null;

/** What a persona's bans forbid it to approve. */
const bans: Readonly<Partial<Record<AgentId, Ban>>> = {
  // What a promoted strategy earns for its risk its own trades say, with or without a target.
  atlas: ({ rewardRisk, strategy, edgeR }) =>
    rewardRisk === null && (strategy === undefined || edgeR === null)
      ? 'it approves a trade whose risk-reward ratio is unknown'
      : null,
  sage: ({ stopLoss }) => (stopLoss === null ? 'it approves exposure without a stop-loss' : null),
};

/** Which of an agent's bans its vote would break, in words; null: none. What lowers risk may always be approved. */
export function brokenBan(agent: AgentId, vote: VoteChoice, { plan }: ReviewBriefing): string | null {
  const adds = plan.action === 'entry' || plan.action === 'scale_up';
  return vote === 'approve' && adds ? (bans[agent]?.(plan) ?? null) : null;
}
