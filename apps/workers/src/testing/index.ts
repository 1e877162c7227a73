export { bundleDoomed, runDoomed } from './run-doomed.ts';
export { type TestFleet, testFleet } from './test-fleet.ts';
