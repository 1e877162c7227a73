import type { AgentId } from '@atc/core/company/roster';

export interface HeardStance {
  readonly agentId: AgentId;
  /** Whether it conceded a claim or disputed one; null is neither. */
  readonly stance: 'agrees' | 'doubts' | null;
  /** Whose claim; who spoke before where nobody is named. */
  readonly to?: AgentId | null;
}

/** How much two agents' affinity moves after a conversation. */
export interface Drift {
  readonly one: AgentId;
  readonly other: AgentId;
  readonly amount: number;
}

const STEP = 0.01;

/**
 * What a conversation does to each pair that answered each other: a step up for each claim conceded, down for each
 * disputed, none for what was ignored, at most `most` either way.
 */
export function driftsOf(turns: readonly HeardStance[], most: number): readonly Drift[] {
  const sums = new Map<string, { readonly one: AgentId; readonly other: AgentId; readonly steps: number }>();
  for (const [index, { agentId, stance, to }] of turns.entries()) {
    const before = to ?? turns[index - 1]?.agentId;
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
