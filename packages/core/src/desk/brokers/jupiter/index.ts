export { openJupiterApi } from './api/jupiter-api.ts';
export { type JupiterContext, type JupiterRules, mainNetRules, type Token } from './context.ts';
export { type JupiterBroker, openJupiterBroker } from './jupiter-broker.ts';
export { openJupiterVenue } from './live/jupiter-venue.ts';
export { openWalletSigner } from './live/open-live-desk.ts';
