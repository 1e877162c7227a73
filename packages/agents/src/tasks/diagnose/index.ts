export { diagnose } from './diagnose.ts';
export { type EntryReasons, readReasons } from './read-reasons.ts';
export { type Compared, compareReasons } from './reasons.ts';
