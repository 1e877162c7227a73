export { reviewPosition } from './review-position.ts';
