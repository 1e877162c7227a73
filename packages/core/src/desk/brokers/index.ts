export { livePlaceOf } from './live/live-place.ts';
export { liveMarket } from './live-markets.ts';
export { type Brokers, noBrokers, onlyBroker, openBrokers } from './open-brokers.ts';
export { openPaperBroker, type PaperBroker, type PaperContext } from './paper/paper-broker.ts';
export { type Preflight, readVenueUsd, runPreflight } from './preflight.ts';
export { openQuotes } from './quotes.ts';
export { openTopstepxBroker, openTopstepxClient, type TopstepxBroker, topstepxFeeRoom } from './topstepx/index.ts';
export { openWebullBroker, openWebullClient, signatureOf, type WebullBroker } from './webull/index.ts';
