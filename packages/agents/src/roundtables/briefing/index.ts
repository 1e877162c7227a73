export { briefProposal, briefReviewer } from './brief-reviewer.ts';
export { edgeInR, winChance } from './edge.ts';
export { likenessOf } from './likeness.ts';
export { roundTripBps } from './liquidity.ts';
export { heldInstruments, recordOfTrades } from './store.ts';
