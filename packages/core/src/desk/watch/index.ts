export { type ClosedBar, type DueExit, exitsDue, expiriesDue } from './exits-due.ts';
export { type QuietWatch, watchQuietly } from './quiet-store.ts';
export { type AtRisk, findWatchStart, markPositions, markSeen, type WatchStart } from './store.ts';
export { seenBy, stopLevel, type Trigger, triggeredBy, type Watch } from './thresholds.ts';
