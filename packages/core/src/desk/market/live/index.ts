export type { NamedCandle, Tick } from './bars.ts';
export { type DayVolumes, tradedBefore } from './day-volume.ts';
export { type LiveMarketOptions, openLiveMarket, type PriceSource } from './live-market.ts';
export { DEFAULT_TOKENS, type LiveToken, parseTokens } from './tokens/token.ts';
export { type QuoteSource, tokenMarket } from './tokens/token-prices.ts';
