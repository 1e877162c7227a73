import type { EventRow } from '../../company/events/index.ts';
import type { PolicyValue } from '../../company/policies/index.ts';
import type { AgentId } from '../../company/roster/index.ts';

/**
 * One line of the matrix: whose events with which tags make whom react, how likely, and how often at most (company
 * minutes).
 */
export type Pattern = PolicyValue<'reaction_matrix'>['patterns'][number];

/** A pattern that an event matches, with the dice thrown. */
export interface Match {
  readonly pattern: Pattern;
  /** In [0, 1); below the pattern's probability the agent reacts. */
  readonly roll: number;
}

/** A reaction that waits for its turn. */
export interface QueuedReaction {
  readonly id: string;
  readonly targetAgent: AgentId;
  readonly reactionType: string;
  readonly event: EventRow;
}
