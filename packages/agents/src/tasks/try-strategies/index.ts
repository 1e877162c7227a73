export { pauseStrategyTask } from './pause-strategy.ts';
export { proposeStrategy } from './propose-strategy.ts';
export { testStrategy } from './test-strategy.ts';
