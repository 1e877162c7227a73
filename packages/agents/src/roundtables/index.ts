export {
  composeBriefing,
  edgeInR,
  heldInstruments,
  likenessOf,
  portfolioFacts,
  type ReviewFacts,
  recordOfTrades,
  roundTripBps,
  winChance,
} from './briefing/index.ts';
export { type Calibration, trustIn } from './calibration.ts';
export { conversationMachine } from './conversation.ts';
export { type ReplayedTurn, replayTalk } from './replay/index.ts';
export { runTurn, type TurnOutcome } from './run-turn.ts';
export { failStaleRoundtables, recoverStaleRoundtables, sweepTurns } from './sweep-turns.ts';
export { conveneDue, conveneRoundtable, formats } from './talk/index.ts';
export { type CastVote, decideVerdict, type Verdict } from './verdict.ts';
