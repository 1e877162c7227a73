export {
  type Anchor,
  anchorWorld,
  createWorld,
  markWatched,
  type NewWorld,
  readWorld,
  resumeWorld,
  type WorldReading,
  watchedTo,
} from './store.ts';
export { companyTimeAt, parseSpeed, type World } from './world.ts';
export { followClock, openWorldClock, type WorldClock } from './world-clock.ts';
