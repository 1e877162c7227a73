export {
  type Anchor,
  anchoring,
  anchorWorld,
  createWorld,
  markWatched,
  type NewWorld,
  readWorld,
  resumeWorld,
  toReading,
  type WorldReading,
  type WorldRow,
  watchedTo,
} from './store.ts';
export { companyTimeAt, parseSpeed, type World } from './world.ts';
export { followClock, openWorldClock, type WorldClock } from './world-clock.ts';
