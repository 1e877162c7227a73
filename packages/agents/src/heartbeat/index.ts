export { type Operation, operations } from './operations.ts';
export { type BeatReport, type BeatWish, runHeartbeat } from './run-heartbeat.ts';
