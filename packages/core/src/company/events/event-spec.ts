import type { z } from 'zod';
import type { AgentId } from '../roster/index.ts';

/** What is known of a kind of event before one happens. */
export interface EventSpec {
  /** Who tells it, unless the event says otherwise. */
  readonly author: AgentId | 'any';
  /** Tags that every event of the kind carries. */
  readonly tags: readonly string[];
  /** Tags that some events of the kind carry, and when. */
  readonly moreTags?: Readonly<Record<string, string>>;
  /** The values in `fields`, with what they are. */
  readonly fields: z.ZodObject;
  /** Whether rules and reactions may act on it; telling alone needs no delivery. */
  readonly actionable: boolean;
}
