export type { Pair } from './pair.ts';
export { initialPairs } from './pairs.ts';
export { seedRelationships } from './store.ts';
