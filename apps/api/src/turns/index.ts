export { awaitTurn, endTurn } from './await-turn.ts';
export { type Lane, laneOf } from './lane.ts';
