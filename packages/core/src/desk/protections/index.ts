export { addLock, type Lifted, liftLock } from './change-locks.ts';
export { drawdownToFollow, followDrawdown } from './follow-drawdown.ts';
export { type Freeze, freezeAccount, freezeInstrument } from './freeze-instrument.ts';
export {
  type BooksFacts,
  type BooksStand,
  type CloseFacts,
  COMPANY,
  type GuardKind,
  locksAfterClose,
  locksOnBooks,
  type WantedLock,
} from './guard.ts';
export { guardBooks, guardClose, readBooksStand } from './raise-locks.ts';
export {
  type Commanded,
  commandTradingState,
  type StateRequest,
  type StateSet,
  setTradingState,
} from './state/index.ts';
export {
  type ActiveLock,
  frozenSince,
  liftFreezes,
  listActiveLocks,
  lockFault,
  readTradingState,
  type StoredState,
  seedTradingState,
} from './store.ts';
export { HALT_FENCE, mayOrder, type TradingState, tradingState } from './trading-state.ts';
export { orderUnderWay } from './under-way.ts';
export { type BooksWindows, booksWindows, type CloseWindows, closeWindows, type LockEnds } from './windows.ts';
