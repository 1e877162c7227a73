import { plainText } from '@atc/core/kernel/text';
import type { DistilBriefing, Distillation, Learned } from '../../minds/index.ts';

/** Memories that one conversation leaves at most, and how sure they must be. */
export const MOST_MEMORIES = 6;
const LEAST_CONFIDENCE = 0.55;
const LONGEST = 400;
/** Of what is ignored so much is said. */
const [LONGEST_NAME, MOST_NAMES] = [40, 3];

/** What of a distillation counts, and names of options that nobody had offered. */
export interface Admitted extends Distillation {
  readonly ignored: readonly string[];
}

/**
 * What of a distillation counts, whoever made it: memories of those at the table in plain text, about trades and tokens
 * that there are, the surest first; options that were offered.
 */
export function admitDistillation({ memories, actions }: Distillation, briefing: DistilBriefing): Admitted {
  const offered = new Set(briefing.options.map(({ id }) => id));
  const named = [...new Set(actions)];
  return {
    memories: memories
      .filter(({ agentId, confidence }) => briefing.participants.includes(agentId) && confidence >= LEAST_CONFIDENCE)
      .map((memory) => grounded(memory, briefing))
      .toSorted((a, b) => b.confidence - a.confidence)
      .slice(0, MOST_MEMORIES),
    actions: named.filter((id) => offered.has(id)),
    ignored: named
      .filter((id) => !offered.has(id))
      .map((id) => plainText(id, LONGEST_NAME))
      .slice(0, MOST_NAMES),
  };
}

function grounded(memory: Learned, { trades, tokens }: DistilBriefing): Learned {
  return {
    ...memory,
    content: plainText(memory.content, LONGEST),
    tradeIds: memory.tradeIds.filter((id) => trades.some((trade) => trade.id === id)),
    token: tokens.find((symbol) => symbol === memory.token) ?? null,
  };
}
