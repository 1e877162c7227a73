import type { Handler } from './handlers.ts';

/** Conversations of the whole table are not held yet; a step that asks for one ends with that answer. Desk reviews need no step. */
export const handleRoundtableConversation: Handler = async () => ({
  kind: 'failed',
  reason: 'this version holds desk reviews only, no roundtable conversations',
});
