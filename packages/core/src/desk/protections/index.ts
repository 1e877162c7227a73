export { type Freeze, freezeInstrument } from './freeze-instrument.ts';
export { type StateRequest, type StateSet, setTradingState } from './set-trading-state.ts';
export {
  type ActiveLock,
  liftFreezes,
  listActiveLocks,
  readTradingState,
  type StoredState,
  seedTradingState,
} from './store.ts';
export { HALT_FENCE, mayOrder, type TradingState, tradingState } from './trading-state.ts';
