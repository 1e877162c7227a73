export {
  analysisLimit,
  type Check,
  heldFormats,
  MOST_ACTION_ITEMS,
  otherConversationsLimit,
  UNREADABLE,
} from './checks/index.ts';
export type { GateFacts, LockFact, PositionFact, StrategyFact, Verdict } from './gate.ts';
export { gates, judge } from './gates.ts';
export { listVerdicts, verdictsFrom } from './store.ts';
