export { openLocalBroker, walletOf } from './local-broker.ts';
export { type LocalJupiter, type LocalJupiterOptions, openLocalJupiter } from './local-jupiter.ts';
