export { analyseOutcome } from './analyse-outcome.ts';
export { strongestPattern } from './performance.ts';
export { readTrade, tradeOf } from './read-trade.ts';
export { tradeBooks } from './store.ts';
export { extremesOf, measureTrade, type Trade, type TradeMeasures } from './trade.ts';
