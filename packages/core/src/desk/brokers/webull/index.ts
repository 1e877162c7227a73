export { openWebullVenue, webullMarket } from './live/open-webull-venue.ts';
export { signatureOf } from './signature.ts';
export { openWebullBroker, type WebullBroker } from './webull-broker.ts';
export { openWebullClient } from './webull-client.ts';
