/** What a coin that knows nothing gets. */
const COIN_BRIER = 0.25;

/** Fewer scored forecasts tell nothing of who made them. */
const FEWEST = 10;

/** How much better than a coin so many forecasts were, 1 at best; null where they are too few to tell. */
export function skillOf(brier: number | null, scored: number): number | null {
  return brier === null || scored < FEWEST ? null : 1 - brier / COIN_BRIER;
}

export interface Pair {
  readonly agentA: string;
  readonly agentB: string;
  readonly affinity: number;
}

/** How well an agent gets on with another; null for itself and for strangers. */
export function affinityOf(pairs: readonly Pair[], one: string, other: string): number | null {
  const found = pairs.find(
    ({ agentA, agentB }) => (agentA === one && agentB === other) || (agentA === other && agentB === one),
  );
  return found?.affinity ?? null;
}
