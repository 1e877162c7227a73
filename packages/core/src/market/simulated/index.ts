export { openSimulatedMarket, type SimulatedOptions } from './simulated-market.ts';
