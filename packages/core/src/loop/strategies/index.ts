export { retireStrategy } from './demote-strategy.ts';
export { type Judgement, nameOf } from './judgement.ts';
export { type FoundPlan, foundNow, type Kept, keptAmong, planOfSignal, readKept } from './play/index.ts';
export { type Promoted, type Promotion, promoteStrategy, promoteWithin } from './promote-strategy.ts';
export { reviewDay, reviewDayOf, reviewStrategies } from './review-strategies.ts';
export { type Standing, standingsNow } from './standing-store.ts';
export { isUnreviewed, listPromoted, listStrategies, type StoredStrategy } from './store.ts';
export { isPromoted, STRATEGY_SOURCE, sourceOf } from './strategy.ts';
