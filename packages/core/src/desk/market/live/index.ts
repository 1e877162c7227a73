export { type AskPrices, openLiveMarket } from './live-market.ts';
export { DEFAULT_TOKENS, type LiveToken, parseTokens } from './token.ts';
