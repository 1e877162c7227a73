export { options } from './options.ts';
export { type DistilOutcome, runDistil } from './run-distil.ts';
export { giveUpDistilTurns, insertDistilTurn } from './store.ts';
