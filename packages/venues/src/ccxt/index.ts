export { type Answered, type CcxtExchange, openExchange } from './open-exchange.ts';
