export { jupiterTwin } from '../twin/twin.ts';
export { openLocalBroker } from './local-broker.ts';
export { type LocalJupiter, type LocalJupiterOptions, openLocalJupiter } from './local-jupiter.ts';
