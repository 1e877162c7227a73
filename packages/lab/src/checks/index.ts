export { endedAt } from './changed-market.ts';
export type { CheckLine, Decision, Subject } from './check.ts';
export { checkLookAhead } from './look-ahead.ts';
export { checkPurity } from './purity.ts';
export { checkRecursion } from './recursion.ts';
export { checkRepeatability } from './repeatability.ts';
export { checkStress } from './stress.ts';
