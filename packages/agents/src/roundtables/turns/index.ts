export { whileHeld } from './hold-lease.ts';
export {
  type DistilTurn,
  isLast,
  isOvertaken,
  MAX_ATTEMPTS,
  type SaidTurn,
  type SpokenTurn,
  STALE_MS,
  TURN_TIMEOUT_MS,
  type VotingTurn,
} from './turn.ts';
export {
  holdTurn,
  renudgeTurn,
  returnLapsedTurns,
  saveTurn,
  takeTurn,
  touchForgottenTurns,
  type Words,
} from './turn-store.ts';
