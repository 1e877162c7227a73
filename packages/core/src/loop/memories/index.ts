export { admitMemory } from './admission.ts';
export {
  confidenceRanges,
  type MemoryDraft,
  type MemoryType,
  memoryTypes,
  type Polarity,
  type Recalled,
} from './memory.ts';
export { promoteInsights } from './promote-insights.ts';
export { type Influence, influenceNow, recall } from './recall.ts';
export { remember } from './remember.ts';
export { type Restraint, restraintOf } from './restraint.ts';
export {
  type About,
  anyProven,
  countLearned,
  forgetOthers,
  insertUse,
  linkLesson,
  listAbout,
  listLive,
  type MemoryKind,
  recalledFor,
  scoreUses,
} from './store.ts';
export { quarterOf, type SubjectKind, subjectOf, subjectsOfPurchase } from './subject.ts';
