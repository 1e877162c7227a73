export { insertReview, type NewReview, TURNS_QUEUE } from './store.ts';
