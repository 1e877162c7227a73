export { familyOf, isKin, triesOf } from './family.ts';
export { keepTrials, readLedger } from './keep-trials.ts';
export type { Ledger } from './ledger-line.ts';
export { type Look, runIdOf, type Tried, trialOf } from './trial-of.ts';
