export { reviewPosition } from './review-position.ts';
export { type Asked, findAsked } from './store.ts';
