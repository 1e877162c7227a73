export { type Clock, standingClock, systemClock } from './clock.ts';
export { retryAfterMs } from './retry-after.ts';
export { sayClock, sayFullTime, sayTime } from './say-time.ts';
export { openSteadyTime } from './steady-time.ts';
export {
  type Anchor,
  anchorWorld,
  createWorld,
  markWatched,
  type NewWorld,
  readWorld,
  resumeWorld,
  type WorldReading,
} from './store.ts';
export { DAY_MS, HOUR_MS, MINUTE_MS } from './units.ts';
export { companyTimeAt, parseSpeed, type World } from './world.ts';
export { followClock, openWorldClock, type WorldClock } from './world-clock.ts';
export { dayBefore, dayOf, isTimeZone, startOfDay, type WallTime, wallTimeOf } from './zone.ts';
