export { learnFromOutcomes } from './learn-from-outcomes.ts';
