export { INITIATIVE_QUEUE, queueInitiatives, sweepInitiatives } from './queue-initiatives.ts';
export { takeInitiative } from './take-initiative.ts';
