export { type Clock, standingClock, systemClock } from './clock.ts';
export { retryAfterMs } from './retry-after.ts';
export { sayClock, sayFullTime, sayTime } from './say-time.ts';
export { openSteadyTime } from './steady-time.ts';
export { DAY_MS, HOUR_MS, MINUTE_MS } from './units.ts';
export { dayBefore, dayOf, isTimeZone, startOfDay, type WallTime, wallTimeOf } from './zone.ts';
