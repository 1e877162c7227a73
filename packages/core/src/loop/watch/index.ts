export type { Lag, WatchState } from './lag.ts';
export { type LookAtWatch, openWatchLook, type WatchLook } from './open-watch-look.ts';
export { type Watched, watchPrices } from './watch-prices.ts';
