export { reviewFacts } from './review-facts.ts';
