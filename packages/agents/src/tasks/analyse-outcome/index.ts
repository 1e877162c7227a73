export { analyseOutcome } from './analyse-outcome.ts';
export { readTrade } from './read-trade.ts';
export { extremesOf, measureTrade, type Trade, type TradeMeasures } from './trade.ts';
