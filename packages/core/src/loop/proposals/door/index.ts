export { type Approval, decideApproval, isExit, routeOf } from './approval.ts';
export { entryOf, factsOf } from './facts.ts';
export { type Prepared, prepareProposal } from './prepare-proposal.ts';
export { judgeShape } from './shape.ts';
export type { DoorReading } from './store.ts';
export { debateStep } from './table.ts';
export { type TakeFacts, takesOf } from './takes.ts';
