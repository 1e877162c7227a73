export { type BeatReport, type BeatWish, runHeartbeat } from './run-heartbeat.ts';
