export { runTurn, type TurnOutcome } from './run-turn.ts';
export { failStaleRoundtables, recoverStaleRoundtables, sweepTurns } from './sweep-turns.ts';
export { type CastVote, decideVerdict, type Verdict } from './verdict.ts';
