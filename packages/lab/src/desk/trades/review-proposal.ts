import { COMPANY } from '@atc/core/desk/protections';
import { isExit } from '@atc/core/loop/proposals';
import { missionOf } from '../door/index.ts';
import type { Desk, Proposal } from '../state/index.ts';
import { voteOn } from './vote.ts';

/** Lets the table decide on a proposal: its mission is ready, or it gives back what it reserved. */
export function reviewProposal(desk: Desk, proposal: Proposal): void {
  const verdict = voteOn(desk, proposal);
  const isShut = !isExit(proposal.draft) && isLocked(desk, proposal.reading.contract ?? '');
  const mission = verdict.decision === 'approve' && !isShut ? missionOf(desk, proposal) : null;
  if (mission) {
    desk.work.push(mission);
    return;
  }
  const why = isShut ? 'protections' : `vote_of_${verdict.decidedBy}`;
  desk.refusals.set(why, (desk.refusals.get(why) ?? 0) + 1);
  desk.usage.release(proposal.id);
}

/** Whether a protection keeps anybody from buying a contract. */
export function isLocked(desk: Desk, contract: string): boolean {
  return desk.locks.inForce([COMPANY, contract], desk.now).length > 0;
}
