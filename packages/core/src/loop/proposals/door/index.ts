export { type Approval, decideApproval, isExit, routeOf } from './approval.ts';
export { type Prepared, prepareProposal } from './prepare-proposal.ts';
export { judgeShape } from './shape.ts';
export { debateStep } from './table.ts';
export { takesOf } from './takes.ts';
