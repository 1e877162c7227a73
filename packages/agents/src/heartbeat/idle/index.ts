export { remember, takeOrEndBeat } from './known.ts';
export { takeWhole } from './store.ts';
