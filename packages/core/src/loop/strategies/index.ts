export { listPromoted, listStrategies, type StoredStrategy } from './store.ts';
export { isPromoted, STRATEGY_SOURCE, type StrategyState, sourceOf } from './strategy.ts';
