export { conveneRoundtable } from './convene.ts';
export { conveneDue } from './convene-due.ts';
export { driftPairs } from './drift-pairs.ts';
export { dueFormats, isHeld } from './due.ts';
export { formats } from './format.ts';
export { askForWords, endTalk } from './speak.ts';
