export type { Lag, WatchState } from './lag.ts';
export { nextInstant } from './next-instant.ts';
export { type LookAtWatch, openWatchLook, type WatchLook } from './open-watch-look.ts';
export { type Calendar, type CalendarContext, startCalendar } from './run-calendar.ts';
export { sweepLoop } from './sweep-loop.ts';
export { type Watched, watchPrices } from './watch-prices.ts';
