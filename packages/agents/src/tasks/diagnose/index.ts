export { diagnose } from './diagnose.ts';
export { type EntryReasons, entryReasons } from './entry-reasons.ts';
export { reasonsOf } from './read-reasons.ts';
export { type Compared, compareReasons } from './reasons.ts';
export { entryReason } from './store.ts';
