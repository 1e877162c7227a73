export { playInstant } from './play-instant.ts';
export { nextTurnAt } from './take-turns.ts';
