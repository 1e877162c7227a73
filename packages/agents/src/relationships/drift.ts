import type { AgentId } from '@atc/core/company/roster';

export interface HeardStance {
  readonly agentId: AgentId;
  /** Towards who spoke before; null is neither. */
  readonly stance: 'agrees' | 'doubts' | null;
}

/** How much two agents' affinity moves after a conversation. */
export interface Drift {
  readonly one: AgentId;
  readonly other: AgentId;
  readonly amount: number;
}

const STEP = 0.01;

/**
 * What a conversation does to each pair that answered each other: a step up for each agreement, down for each doubt, at
 * most `most` either way.
 */
export function driftsOf(turns: readonly HeardStance[], most: number): readonly Drift[] {
  const sums = new Map<string, { readonly one: AgentId; readonly other: AgentId; readonly steps: number }>();
  for (const [index, { agentId, stance }] of turns.entries()) {
    const before = turns[index - 1]?.agentId;
    if (!before || before === agentId || stance === null) continue;
    const [one, other] = before < agentId ? [before, agentId] : [agentId, before];
    const steps = (sums.get(`${one}|${other}`)?.steps ?? 0) + (stance === 'agrees' ? 1 : -1);
    sums.set(`${one}|${other}`, { one, other, steps });
  }
  // In one order, so that two conversations that end at once do not wait for each other in a ring.
  const ordered = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
  return ordered.map(({ one, other, steps }) => ({
    one,
    other,
    amount: Math.max(-most, Math.min(most, steps * STEP)),
  }));
}
