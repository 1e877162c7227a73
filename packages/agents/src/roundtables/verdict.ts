import type { AgentId } from '@atc/core/company/roster';
import { sayShare } from '@atc/core/kernel/figures';
import type { VoteChoice } from '../minds/index.ts';

export interface CastVote {
  readonly agentId: AgentId;
  readonly vote: VoteChoice;
  readonly probability: number;
  readonly reason: string;
}

export interface Verdict {
  readonly decision: 'approve' | 'reject';
  /** Whose word decided. */
  readonly decidedBy: AgentId;
  readonly reason: string;
}

const VETO_PROBABILITY = 0.8;

/**
 * What a review decides: SAGE's rejection at 0.80 or more is a veto; else ATLAS's vote decides, and anything but an
 * approval is a rejection.
 */
export function decideVerdict(votes: readonly CastVote[]): Verdict {
  const sage = votes.find((vote) => vote.agentId === 'sage');
  if (sage?.vote === 'reject' && sage.probability >= VETO_PROBABILITY) {
    return { decision: 'reject', decidedBy: 'sage', reason: `SAGE vetoed it, ${percent(sage)} sure: ${sage.reason}` };
  }
  const atlas = votes.find((vote) => vote.agentId === 'atlas');
  if (!atlas) return { decision: 'reject', decidedBy: 'atlas', reason: 'ATLAS gave no vote' };
  if (atlas.vote === 'abstain')
    return { decision: 'reject', decidedBy: 'atlas', reason: `ATLAS abstained: ${atlas.reason}` };
  return {
    decision: atlas.vote,
    decidedBy: 'atlas',
    reason: `ATLAS ${atlas.vote === 'approve' ? 'approved' : 'rejected'} it, ${percent(atlas)} sure: ${atlas.reason}`,
  };
}

function percent({ probability }: CastVote): string {
  return sayShare(probability, 0);
}
