export { type AnalysedSignal, draftPlan, type TradePlan } from './draft-plan.ts';
export { preparePlan } from './prepare-plan.ts';
export { readPlan } from './read-plan.ts';
export { readSignal } from './read-signal.ts';
export { findOpenPosition, type OpenPosition } from './store.ts';
export { tradePlanOf } from './trade-plan.ts';
