export { type PositionStatus, positionMachine, positionStatuses } from '../states/index.ts';
export { applyFills } from './apply-fills.ts';
export { changeStops, changeStopsIn, type StopChange, type StopsChanged } from './change-stops.ts';
export { LEVEL_SAYS, type LevelFault, type Levels, levelFault } from './levels.ts';
export { LOT_SAYS, type PartOf, partToSell } from './part.ts';
export {
  averagePrice,
  type Book,
  type BookedFill,
  book,
  EMPTY_BOOK,
  type OutcomeType,
  outcomeOf,
  pnlPct,
  unrealizedPnl,
} from './pnl.ts';
export { settleAfterOrder } from './settle-after-order.ts';
export {
  abandonClosing,
  armWatch,
  findPosition,
  findPositionOfEntry,
  listHeldContracts,
  lockPosition,
  type NewPosition,
  openPosition,
  type Position,
  type PositionWithInstrument,
  takeForClosing,
} from './store.ts';
export { sayExit } from './wording.ts';
