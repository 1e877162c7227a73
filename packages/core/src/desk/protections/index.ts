export { type StateRequest, type StateSet, setTradingState } from './set-trading-state.ts';
export { type ActiveLock, listActiveLocks, readTradingState, type StoredState } from './store.ts';
export { HALT_FENCE, mayOrder, type TradingState, tradingState } from './trading-state.ts';
