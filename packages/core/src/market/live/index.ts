export { type NamedCandle, type Tick, TURNOVER_MS } from './bars.ts';
export { type DayVolumes, tradedBefore } from './day-volume.ts';
export { type LiveMarketOptions, openLiveMarket, type PriceSource } from './live-market.ts';
