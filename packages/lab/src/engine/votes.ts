import type { Calibration, CastVote } from '@atc/agents/roundtables';
import type { AgentId } from '@atc/core/company/roster';
import { brier } from '@atc/core/desk/forecasts';

/** Votes on entries, scored once their trade has ended. */
export interface Votes {
  cast(proposalId: string, votes: readonly CastVote[]): void;
  /** Scores the votes on some proposals against how their trade ended; who abstained foresaw nothing. */
  score(proposalIds: readonly string[], won: boolean): void;
  calibrations(): readonly Calibration[];
}

/** No vote cast yet. */
export function openVotes(): Votes {
  const pending = new Map<string, readonly CastVote[]>();
  const scores = new Map<AgentId, { sum: number; votes: number }>();
  const scoreOne = ({ agentId, vote, probability }: CastVote, won: boolean) => {
    if (vote === 'abstain') return;
    const { sum, votes } = scores.get(agentId) ?? { sum: 0, votes: 0 };
    const score = brier(vote === 'approve' ? probability : 1 - probability, won);
    scores.set(agentId, { sum: sum + score, votes: votes + 1 });
  };
  return {
    cast: (proposalId, votes) => void pending.set(proposalId, votes),
    score: (proposalIds, won) => {
      for (const id of proposalIds) {
        for (const vote of pending.get(id) ?? []) scoreOne(vote, won);
        pending.delete(id);
      }
    },
    calibrations: () =>
      [...scores].map(([agentId, { sum, votes }]) => ({ agentId, votes, brier: votes === 0 ? null : sum / votes })),
  };
}
