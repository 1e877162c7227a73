import { type FeedLevel, isHeard, levelOf, type StreamedEvent } from '@atc/core/company/events';

/** Whether an event is told to somebody, asked once for each in the order of events. */
export type Listener = (event: Pick<StreamedEvent, 'kind' | 'agentId' | 'proposalId' | 'fields'>) => boolean;

/** Verdicts of debates whose end is not seen are forgotten after so many. */
const REMEMBERED = 200;

/**
 * Opens the ears of somebody who listens at a level. What a conversation decided is told once: who heard ATLAS decide
 * is not told again that the conversation ended and that its proposal was accepted or rejected.
 */
export function listenAt(level: FeedLevel): Listener {
  const verdicts = new Map<string, string>();
  return ({ kind, agentId, proposalId, fields }) => {
    const told = isHeard(levelOf(kind), level);
    if (proposalId === null) return told;
    if (kind === 'review.turn' && agentId === 'atlas' && told) note(verdicts, proposalId, voteOf(fields));
    const said = verdicts.get(proposalId);
    if (said === undefined) return told;
    if (kind === 'roundtable.ended') return false;
    if (kind === 'proposal.accepted') return told && said !== 'approve';
    if (kind === 'proposal.rejected') return told && said !== 'reject';
    return told;
  };
}

function note(verdicts: Map<string, string>, proposalId: string, vote: string): void {
  verdicts.set(proposalId, vote);
  const [oldest] = verdicts.keys();
  if (verdicts.size > REMEMBERED && oldest !== undefined) verdicts.delete(oldest);
}

function voteOf(fields: unknown): string {
  return typeof fields === 'object' && fields !== null && 'vote' in fields ? String(fields.vote) : '';
}
