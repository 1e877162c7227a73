export {
  type DoorReading,
  debateStep,
  isExit,
  judgeDraft,
  judgeShape,
  type Prepared,
  prepareProposal,
  takesOf,
} from './door/index.ts';
export { StaleProposalError } from './open-proposal.ts';
export {
  type ApprovalRoute,
  evidenceItem,
  type ProposalDraft,
  type ProposalStatus,
  proposalDraft,
  proposalMachine,
  type Reason,
  type Submitted,
} from './proposal.ts';
export { type ExitRaised, type ExitRequest, postponeExit, raiseExit } from './raise-exit.ts';
export { type DoorRule, doorRules } from './refusals.ts';
export { type Decision, type Resolved, resolveIn, resolveProposal } from './resolve-proposal.ts';
export { saveProposal } from './save-proposal.ts';
export { findProposal, type StoredProposal } from './store.ts';
export { submitProposal } from './submit-proposal.ts';
export { sweepProposals } from './sweep-proposals.ts';
