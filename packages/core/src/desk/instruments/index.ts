export type { Instrument, TokenResolution } from './instrument.ts';
export { resolveToken } from './resolve-token.ts';
export { findInstrument, findInstrumentsByContract, upsertListedInstruments } from './store.ts';
