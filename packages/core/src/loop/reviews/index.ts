export { debateTerms, debateTurns } from './debate.ts';
export { insertReview, type NewReview, TURNS_QUEUE } from './store.ts';
