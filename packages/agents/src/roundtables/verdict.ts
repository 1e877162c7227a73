import { type AgentId, agentIds } from '@atc/core/company/roster';
import { sayShare } from '@atc/core/kernel/figures';
import type { VoteChoice } from '../minds/index.ts';

export interface CastVote {
  readonly agentId: AgentId;
  readonly vote: VoteChoice;
  readonly probability: number;
  readonly reason: string;
  /** Handed in by an agent that has no seat: it is heard, and decides nothing. */
  readonly written?: boolean;
}

/** Who has no seat in a review or a debate, and so hands in a written vote; who is switched off is not heard. */
export function writersOf(seats: readonly AgentId[], off: readonly AgentId[]): readonly AgentId[] {
  return agentIds.filter((agent) => !seats.includes(agent) && !off.includes(agent));
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
 * approval is a rejection. Written votes decide nothing.
 */
export function decideVerdict(cast: readonly CastVote[]): Verdict {
  const votes = cast.filter(({ written }) => !written);
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
