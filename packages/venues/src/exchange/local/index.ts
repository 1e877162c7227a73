export { exchangeTwin } from '../twin/twin.ts';
export { type LocalExchange, openLocalExchange } from './local-exchange.ts';
export type { LocalExchangeOptions } from './options.ts';
