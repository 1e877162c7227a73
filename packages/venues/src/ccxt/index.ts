export { type Answered, type CcxtExchange, type ExchangeKeys, openExchange } from './open-exchange.ts';
