export { type Commanded, commandTradingState } from './command-trading-state.ts';
export { type StateRequest, type StateSet, setTradingState } from './set-trading-state.ts';
