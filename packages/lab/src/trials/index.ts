export { familyOf, isKin, triesOf } from './family.ts';
export { keepDefinition, readDefinition } from './keep-definition.ts';
export { keepTrials, readLedger } from './keep-trials.ts';
export type { Ledger } from './ledger-line.ts';
export { codeOf, hashOf, type Look, type Run, type Tried, trialOf, trialsOf } from './trial-of.ts';
