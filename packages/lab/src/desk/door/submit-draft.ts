import { debateStep, judgeDraft, type ProposalDraft, takesOf } from '@atc/core/loop/proposals';
import { type Desk, newId, type Proposal, takesPart, type Work } from '../state/index.ts';
import { doorReading } from './door-reading.ts';

/**
 * Judges a draft at the company's own door. Reserves what it needs and makes what follows from it ready; false: it was
 * refused, or proposed before.
 */
export function submitDraft(desk: Desk, draft: ProposalDraft): boolean {
  if (!(draft.protective || takesPart(desk, draft.agentId)) || desk.proposed.has(draft.dedupeKey)) return false;
  const { world, dice, now } = desk;
  const reading = doorReading(desk, draft);
  const prepared = judgeDraft({ draft, reading, market: world.market, dice, now });
  const proposal: Proposal = { ...prepared, id: newId(desk) };
  desk.proposed.add(draft.dedupeKey);
  const shut = prepared.verdicts.find(({ open }) => !open)?.check ?? shortageOf(desk, proposal);
  if (shut !== null) {
    desk.refusals.set(shut, (desk.refusals.get(shut) ?? 0) + 1);
    return false;
  }
  const next = nextOf(desk, proposal);
  if (next) desk.work.push(next);
  return true;
}

/** Reserves what a proposal needs; the name of the limit that leaves too little, null when it has it all. */
function shortageOf(desk: Desk, proposal: Proposal): string | null {
  const { draft, facts, policies, day, entry, reading, approval } = proposal;
  const isDebated = approval.kind === 'review' && approval.route === 'debate';
  const takes = takesOf(isDebated ? [...draft.steps, debateStep(draft)] : draft.steps, {
    ...{ facts, policies, day, entry },
    ...{ accountId: reading.accountId, instrumentId: reading.instrumentId, sender: reading.signalSender },
    cashUsd: reading.cashUsd,
  });
  const short = desk.usage.take(proposal.id, takes);
  if (short) return short.key.split(':')[0] ?? short.key;
  // A conversation uses up its slot when it is convened, whatever it decides.
  if (isDebated) desk.usage.consume(proposal.id, 'conversations:');
  return null;
}

/** What is to be done about a proposal that passed the door. */
function nextOf(desk: Desk, proposal: Proposal): Work | null {
  const { draft, approval } = proposal;
  // What dice buy has no reason to vote on.
  if (approval.kind === 'review' && desk.settings.placebo && draft.missionType === 'entry')
    return missionOf(desk, proposal);
  if (approval.kind === 'review') return { kind: 'review', proposal };
  if (approval.kind !== 'accepted') return null;
  const [step] = draft.steps;
  switch (step?.kind) {
    case 'analyze_signal':
      return { kind: 'analysis', proposal };
    case 'agent_task': {
      const { origin, depth = 0 } = draft;
      return { kind: 'task', request: { ...step.payload, proposalId: proposal.id, origin, depth } };
    }
    case 'roundtable_conversation':
      return { kind: 'talk', proposal, payload: step.payload };
    default:
      return missionOf(desk, proposal);
  }
}

/** The mission of an accepted proposal; a position that is to be closed can be taken by one only. */
export function missionOf(desk: Desk, proposal: Proposal): Work | null {
  const { missionType, positionId } = proposal.draft;
  if (missionType !== 'exit') return { kind: 'mission', proposal };
  const position = desk.account.positions.find(({ id }) => id === positionId);
  if (position?.status !== 'open') return null;
  position.status = 'closing';
  return { kind: 'mission', proposal };
}
