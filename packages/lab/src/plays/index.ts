export { decisionsOf, playOf } from './play.ts';
export { pricesOf } from './prices.ts';
