export { type PositionStatus, positionMachine, positionStatuses } from './position.ts';
export { HELD, LIVE, stepSql } from './position-states.ts';
