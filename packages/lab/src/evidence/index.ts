export { type Gathered, type Gathering, gatherEvidence } from './gather-evidence.ts';
export { type Held, holdoutOf, LEAST_DAYS } from './holdout.ts';
