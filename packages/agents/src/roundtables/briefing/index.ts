export { briefProposal, briefReviewer } from './brief-reviewer.ts';
export { composeBriefing, regimeTold } from './compose.ts';
export { bandOf } from './evidence.ts';
export type { ReviewFacts } from './facts.ts';
export { likenessOf } from './likeness.ts';
export { roundTripBps } from './liquidity.ts';
export { portfolioFacts } from './portfolio-facts.ts';
export { heldInstruments, recordOfTrades } from './store.ts';
