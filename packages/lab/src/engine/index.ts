export {
  type Account,
  doorEquityOf,
  drawdownOf,
  earnedOf,
  equityOf,
  exposureOf,
  openAccount,
  peakOf,
} from './account.ts';
export { type History, type HistoryLine, openHistory } from './history.ts';
export { type Lock, type Locks, openLocks } from './locks.ts';
export { askPaper, bookFills, type PaperOrder } from './paper.ts';
export {
  markAt,
  newPosition,
  type Opening,
  openPctOf,
  type Position,
  resultOf,
  seenUntil,
  unrealizedOf,
  worthOf,
} from './position.ts';
export { recordOfSource, type SourceRecord, type Tally, tallyOf } from './record.ts';
export { COMPANY_TERMS, type FillTime, fillTimes, type Terms } from './terms.ts';
export type { Trade } from './trade.ts';
export { openUsage, type Usage } from './usage.ts';
export { openVotes, type Votes } from './votes.ts';
