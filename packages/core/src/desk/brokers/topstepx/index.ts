export { topstepxFeeRoom } from './contract.ts';
export { openTopstepxVenue, topstepxMarket } from './live/open-topstepx-venue.ts';
export { openTopstepxBroker, type TopstepxBroker } from './topstepx-broker.ts';
export { openTopstepxClient } from './topstepx-client.ts';
