export { dataRules } from './data-rules.ts';
export { buyAndHold, cash, type ReferenceName, referenceNames } from './references.ts';
export type { Rules, TokenRules } from './rules.ts';
export { type TypedStrategy, typedRules, type View, type Wish } from './typed.ts';
