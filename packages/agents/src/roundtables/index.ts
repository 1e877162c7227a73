export {
  bandOf,
  composeBriefing,
  heldInstruments,
  likenessOf,
  portfolioFacts,
  type ReviewFacts,
  recordOfTrades,
  roundTripBps,
} from './briefing/index.ts';
export { type Calibration, trustIn } from './calibration.ts';
export { conversationMachine } from './conversation.ts';
export { options } from './distil/index.ts';
export { type ReplayedTurn, replayTalk } from './replay/index.ts';
export { runTurn, type TurnOutcome } from './run-turn.ts';
export { anyDoomed } from './store.ts';
export { failStaleRoundtables, recoverStaleRoundtables, sweepTurns } from './sweep-turns.ts';
export {
  anyDueTalk,
  conveneDue,
  conveneRoundtable,
  type DueTalk,
  dueFormats,
  formats,
  isHeld,
  talksDue,
} from './talk/index.ts';
export { type CastVote, decideVerdict, type Verdict, writersOf } from './verdict.ts';
