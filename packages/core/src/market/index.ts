export { type Candle, candleFault } from './candle.ts';
export { type BarSeries, closedBars } from './closed-bars.ts';
export { freshForMs, freshPrice, isStale, lastPrice, tickOf } from './fresh-price.ts';
export { type Indicators, indicatorsOf } from './indicators/index.ts';
export {
  type DayVolumes,
  type LiveMarketOptions,
  type NamedCandle,
  openLiveMarket,
  type PriceSource,
  type Tick,
  TURNOVER_MS,
  tradedBefore,
} from './live/index.ts';
export type { BarsQuery, FeedNews, ListedContract, Market, PriceFeed } from './market.ts';
export { openReplayMarket, type ReplayOptions } from './replay/index.ts';
export { resample } from './resample.ts';
export * from './series/index.ts';
export { openSimulatedMarket } from './simulated/index.ts';
