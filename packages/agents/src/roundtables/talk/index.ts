export { conveneRoundtable } from './convene.ts';
export { conveneDue } from './convene-due.ts';
export { driftPairs } from './drift-pairs.ts';
export { formats } from './format.ts';
export { askForWords, endTalk } from './speak.ts';
