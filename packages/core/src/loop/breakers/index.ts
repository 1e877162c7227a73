export { breakerKey, coolDownMs, mayOpen } from './breaker.ts';
export { type BreakerReset, type Guarded, noteFailure, noteSuccess, resetBreaker } from './note-outcome.ts';
export { showBreakers } from './show-breakers.ts';
export { type BreakerRow, findBreaker, listBreakers, takeProbe } from './store.ts';
