export { admitMemory } from './admission.ts';
export { confidenceRanges, type MemoryDraft, type MemoryType, memoryTypes, type Recalled } from './memory.ts';
export { promoteInsights } from './promote-insights.ts';
export { recall } from './recall.ts';
export { remember } from './remember.ts';
export { anyProven, countLearned, findLive, findRecalledFor, insertUse, linkLesson, scoreUses } from './store.ts';
