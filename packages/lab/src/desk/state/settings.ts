import type { PolicySet } from '@atc/core/company/policies';
import type { AgentId } from '@atc/core/company/roster';
import type { Terms } from '../../engine/index.ts';

/** Parts of the desk that can be taken away to see what they are worth. */
export type Part = 'sage_vote' | 'reviews' | 'record' | 'odds';

/** What a run of the desk is played with. */
export interface DeskSettings {
  readonly seed: string;
  readonly policies: PolicySet;
  /** Agents that take no part: they do nothing and have no seat. */
  readonly off: readonly AgentId[];
  readonly without: readonly Part[];
  readonly terms: Terms;
  /** Buys by dice instead of by signals; null: as the company does. */
  readonly placebo: Placebo | null;
}

/** How a desk buys by dice. */
export interface Placebo {
  /** How many entries are expected from the start to the end. */
  readonly entries: number;
  /** What sizes are computed from. */
  readonly confidence: number;
}
