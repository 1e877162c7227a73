export { BEAT_EVERY_MS, type HeldBeat, nextBeatAt, type TakenBeat } from './beat.ts';
export type { Budgeted, Portion } from './budgeted.ts';
export { type Heartbeat, readHeartbeat } from './read-heartbeat.ts';
export {
  type BeatEnd,
  type BeatTry,
  type BeatWork,
  beatIsDue,
  endBeat,
  endRun,
  findBeat,
  holdBeat,
  lateErrors,
  openBeats,
  type RunEnd,
  type RunStart,
  releaseBeat,
  startRun,
  takeBeat,
} from './store.ts';
export { type Pace, unhurried } from './unhurried.ts';
export { openWatchdog, type Watchdog } from './watch-heartbeat.ts';
