export type { GateFacts, LockFact, PositionFact, SizedEntry, Verdict } from './gate.ts';
export { judge } from './gates.ts';
export { analysisLimit, heldFormats, MOST_ACTION_ITEMS, otherConversationsLimit } from './quota-gates.ts';
export { listVerdicts, verdictsFrom } from './store.ts';
