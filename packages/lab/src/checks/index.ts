export { endedAt } from './changed-market.ts';
export { tapeEndedAt, tapePoisonedAfter } from './changed-tape.ts';
export type { CheckLine, Decision, Subject } from './check.ts';
export { type Changeable, checkChanges, checkLookAhead } from './look-ahead.ts';
export { checkLookback } from './lookback.ts';
export { checkPurity } from './purity.ts';
export { checkRecursion } from './recursion.ts';
export { checkRepeatability, sameDecisions } from './repeatability.ts';
export { checkStress } from './stress.ts';
