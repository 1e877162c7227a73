export { conveneRoundtable } from './convene.ts';
export { conveneDue } from './convene-due.ts';
export { driftPairs } from './drift-pairs.ts';
export { formats } from './format.ts';
export { runSpokenTurn, type SpokenOutcome } from './run-spoken-turn.ts';
