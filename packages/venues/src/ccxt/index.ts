export type { ExchangeKeys } from './load.ts';
export { type Answered, type CcxtExchange, openExchange } from './open-exchange.ts';
export { openTickerStream, type TickerStream } from './open-stream.ts';
