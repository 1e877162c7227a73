export { type Watched, watchPrices } from './watch-prices.ts';
