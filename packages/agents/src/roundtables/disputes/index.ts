export { type Due, memoriesOf, stancesAfter } from './settlement.ts';
export { disputesDue, settle } from './store.ts';
