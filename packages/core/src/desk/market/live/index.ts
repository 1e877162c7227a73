export { openLiveMarket, type QuoteSource } from './live-market.ts';
export { DEFAULT_TOKENS, type LiveToken, parseTokens } from './token.ts';
