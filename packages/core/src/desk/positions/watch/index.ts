export { type ClosedBar, type DueExit, exitsDue } from './exits-due.ts';
export { type AtRisk, listWatchedInstruments, markPositions, type WatchedInstrument } from './store.ts';
