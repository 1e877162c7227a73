export { diagnose } from './diagnose.ts';
export { type EntryReasons, entryReasons } from './entry-reasons.ts';
export { readReasons } from './read-reasons.ts';
export { type Compared, compareReasons } from './reasons.ts';
