export { conveneRoundtable } from './convene.ts';
export { conveneDue } from './convene-due.ts';
export { driftPairs } from './drift-pairs.ts';
export { type DueTalk, dueFormats, isHeld, talksDue } from './due.ts';
export { formats } from './format.ts';
export { askForWords, endTalk } from './speak.ts';
export { anyDueTalk } from './store.ts';
