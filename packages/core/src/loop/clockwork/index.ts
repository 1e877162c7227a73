export { type Calendar, type CalendarContext, nextInstant, startCalendar } from './calendar/index.ts';
export type { Lag, WatchState } from './lag.ts';
export { type LookAtWatch, openWatchLook, type WatchLook } from './open-watch-look.ts';
export { sweepLoop } from './sweep-loop.ts';
export { type Watched, watchPrices } from './watch-prices.ts';
