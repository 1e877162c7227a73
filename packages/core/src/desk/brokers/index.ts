export { demandVenue, livePlaceOf } from './live/demand-venue.ts';
export type { DeskFacts } from './live/desk-facts.ts';
export { cashChecks, judgeDesk } from './live/judge-desk.ts';
export { liveMarket } from './live/live-market.ts';
export { readDeskFacts } from './live/read-desk-facts.ts';
export { type Brokers, noBrokers, onlyBroker, openBrokers } from './open-brokers.ts';
export { answerTo, BARS_SEEN, conditionsOf } from './paper/answer.ts';
export {
  type Conditions,
  FEE,
  fillOrder,
  type Liquidity,
  type ModelAnswer,
  type ModelFill,
  PARTS_ABOVE,
  slippageOf,
  VOLUME_SHARE,
} from './paper/fill-model.ts';
export { openPaperBroker, type PaperBroker } from './paper/paper-broker.ts';
export { type Preflight, readVenueUsd, runPreflight } from './preflight.ts';
