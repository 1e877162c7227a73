export { type Approval, decideApproval, isExit, routeOf } from './approval.ts';
export { prepareProposal } from './prepare-proposal.ts';
export { judgeDraft, type Prepared } from './prepared.ts';
export { judgeShape } from './shape.ts';
export { probationOf } from './size.ts';
export type { DoorReading } from './store.ts';
export { debateStep } from './table.ts';
export { takesOf } from './takes.ts';
