export { type Approval, decideApproval, isExit } from './approval.ts';
export { type Prepared, prepareProposal } from './prepare-proposal.ts';
export { judgeShape } from './shape.ts';
export { takesOf } from './takes.ts';
