export { actionsOf } from './distil.ts';
export { ruleMind } from './rule-mind.ts';
export { judgeAs, topicsOf } from './votes/judges.ts';
