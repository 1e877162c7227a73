export { actionsOf } from './distil.ts';
export { ruleMind } from './rule-mind.ts';
export { judgeAs } from './votes/judges.ts';
