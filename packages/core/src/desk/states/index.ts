export { HELD, heldStatuses, LIVE, liveStatuses, stepSql } from './position-states.ts';
