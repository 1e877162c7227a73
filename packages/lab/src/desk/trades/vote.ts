import { judgeAs, type ReviewBriefing } from '@atc/agents/minds';
import {
  type CastVote,
  composeBriefing,
  decideVerdict,
  trustIn,
  type Verdict,
  writersOf,
} from '@atc/agents/roundtables';
import type { AgentId } from '@atc/core/company/roster';
import { reviewFacts } from '../evidence/index.ts';
import { type Desk, isWithout, type Proposal } from '../state/index.ts';

/** What those at the table of a proposal decide, each having heard the votes before, those without a seat first. */
export function voteOn(desk: Desk, proposal: Proposal): Verdict {
  const { approval } = proposal;
  const seats: readonly AgentId[] = approval.kind === 'review' ? approval.participants : [];
  const briefing = { ...composeBriefing(reviewFacts(desk, proposal)), voice: [] };
  const calibrations = desk.votes.calibrations();
  const off: readonly AgentId[] = isWithout(desk, 'sage_vote') ? [...desk.settings.off, 'sage'] : desk.settings.off;
  const written = writersOf(seats, off).map((agentId) => ({
    ...voteOf(desk, agentId, { ...briefing, heard: [] }),
    written: true as const,
  }));
  const cast: CastVote[] = [...written];
  for (const agentId of seats) {
    const heard: ReviewBriefing['heard'] = cast.map(({ agentId: voter, vote, probability, written: isWritten }) => {
      const marked = isWritten ? { written: true as const } : {};
      return { agentId: voter, vote, probability, ...marked, trust: trustIn(calibrations, voter) };
    });
    cast.push(voteOf(desk, agentId, { ...briefing, heard }));
  }
  desk.votes.cast(proposal.id, cast);
  return decideVerdict(cast);
}

/** The vote of an agent, with what it was about kept for whoever asks what rules fired. */
function voteOf(desk: Desk, agentId: AgentId, briefing: ReviewBriefing): CastVote {
  const { vote, probability, concerns, favours } = judgeAs(agentId, briefing);
  const found = [...concerns, ...favours];
  desk.ballots.push({ agentId, action: briefing.plan.action, vote, found });
  return { agentId, vote, probability, reason: '' };
}
