export { driftsOf, type HeardStance } from './drift.ts';
export type { Pair } from './pair.ts';
export { initialPairs } from './pairs.ts';
export { saveDrift, seedRelationships } from './store.ts';
