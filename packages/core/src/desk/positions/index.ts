export { applyFills } from './apply-fills.ts';
export { changeStops, type StopChange, type StopsChanged } from './change-stops.ts';
export { type DueExit, exitsDue } from './exits-due.ts';
export { settleAfterOrder } from './settle-after-order.ts';
export {
  abandonClosing, armWatch, findPosition, findPositionOfEntry, listHeldContracts, lockPosition, type NewPosition, openPosition, type Position, type PositionWithInstrument, takeForClosing,
} from './store.ts';
export { listWatchedInstruments, markPositions, type WatchedInstrument } from './watch-store.ts';
export { sayPct, sayPrice, sayQuantity, sayUsd } from './wording.ts';
