export { type Instrument, PAPER_PLACE, type TokenResolution, type TradingPlace } from './instrument.ts';
export {
  canBeSold,
  hasClosed,
  hasLastDay,
  isExpired,
  OPTION_UNITS,
  type OptionContract,
  occOf,
  readOption,
} from './option.ts';
export { resolveToken } from './resolve-token.ts';
export { findInstrument, findInstrumentsByContract, joinedInstrument, upsertListedInstruments } from './store.ts';
