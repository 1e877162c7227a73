export { anyDueIdea, settleIdeas } from './ideas/index.ts';
export { INITIATIVE_QUEUE, queueInitiatives, readinessAt, sweepInitiatives } from './queue-initiatives.ts';
export { anyReady, type Readiness } from './store.ts';
export { takeInitiative } from './take-initiative.ts';
