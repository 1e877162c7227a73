/** How many uses the first confidence is worth: few scored uses move it little. */
const PRIOR_USES = 8;

export interface ScoredUses {
  /** The confidence it was stored with. */
  readonly prior: number;
  readonly scored: number;
  readonly helped: number;
}

/** The confidence of a memory after its uses were scored: the share that helped, drawn towards what it began with. */
export function confidenceAfter({ prior, scored, helped }: ScoredUses): number {
  return (prior * PRIOR_USES + helped) / (PRIOR_USES + scored);
}

/** When a memory is kept for good: trusted enough, and tried often enough. */
export const PROMOTION = { confidence: 0.75, scoredUses: 3 } as const;
