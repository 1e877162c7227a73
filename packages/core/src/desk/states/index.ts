export { HELD, LIVE, stepSql } from './position-states.ts';
