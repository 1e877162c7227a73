export { judgePrices, type PriceReadiness, type PriceState } from './readiness.ts';
export { readPriceFacts } from './store.ts';
export { watchGaps } from './watch-gaps.ts';
