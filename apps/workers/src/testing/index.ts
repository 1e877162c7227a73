export { type TestFleet, testFleet } from './test-fleet.ts';
