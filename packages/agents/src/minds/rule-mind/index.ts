export { actionsOf } from './distil.ts';
export { ruleMind } from './rule-mind.ts';
export { findingsBy, judgeAs } from './votes/judges.ts';
