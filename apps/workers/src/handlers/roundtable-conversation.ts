import { conveneRoundtable } from '@atc/agents/roundtables';
import { stepPayloads } from '@atc/core/loop/kinds';
import type { Handler } from '../handler.ts';

/** Convenes a conversation of the table; its turns are jobs of their own. */
export const handleRoundtableConversation: Handler = (ctx, step) =>
  conveneRoundtable(ctx, { stepId: step.id, payload: stepPayloads.roundtable_conversation.parse(step.payload) });
