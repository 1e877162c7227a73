export { analysisChecks, analysisLimit } from './analysis-checks.ts';
export { type Check, UNREADABLE, verdictOf } from './check.ts';
export { entryChecks } from './entry-checks.ts';
export { closeChecks, scaleChecks } from './position-checks.ts';
export { heldFormats, MOST_ACTION_ITEMS, otherConversationsLimit, talkChecks, taskChecks } from './talk-checks.ts';
