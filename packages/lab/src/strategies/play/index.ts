export { playRules } from './play-rules.ts';
export type { Playing } from './played.ts';
export type { ExitReason, Refusal, StrategyRun, StrategyTrade } from './run.ts';
