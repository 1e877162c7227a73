export { openJupiterApi } from './api/jupiter-api.ts';
export { type JupiterContext, type JupiterRules, mainNetRules, type Token } from './context.ts';
export { type JupiterBroker, openJupiterBroker } from './jupiter-broker.ts';
export { judgeLive } from './live/judge-live.ts';
export { type LiveDesk, openLiveDesk, openWalletSigner } from './live/open-live-desk.ts';
export { readLiveFacts, readWalletCash } from './live/read-live-facts.ts';
