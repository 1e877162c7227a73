export { awaitTurn, endTurn } from './await-turn.ts';
export { laneOf } from './lane.ts';
