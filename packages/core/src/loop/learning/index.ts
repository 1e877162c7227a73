export { learnFromOutcomes } from './learn-from-outcomes.ts';
export { anyUnlearned } from './store.ts';
