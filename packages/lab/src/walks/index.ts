export { type WalkedRuns, type Walking, walkedRuns } from './gather-run.ts';
export { changedSince, type HoldoutAsked, holdoutRun, termsOf } from './holdout-run.ts';
export { LEAST_COSTS, planOf, usualCut } from './usual-walk.ts';
export { type Searching, variantRuns } from './variant-runs.ts';
