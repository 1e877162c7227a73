import type { z } from 'zod';
import type { AgentId } from '../roster/index.ts';
import type { FeedLevel } from './level.ts';

/** What is known of a kind of event before one happens. */
export interface EventSpec {
  /** Who tells it, unless the event says otherwise. */
  readonly author: AgentId | 'any';
  /** Who listens at this level or a fuller one hears of it. */
  readonly level: FeedLevel;
  /** Tags that every event of the kind carries. */
  readonly tags: readonly string[];
  /** Tags that some events of the kind carry, and when. */
  readonly moreTags?: Readonly<Record<string, string>>;
  /** The values in `fields`, with what they are. */
  readonly fields: z.ZodObject;
  /** Whether rules and reactions may act on it; telling alone needs no delivery. */
  readonly actionable: boolean;
}
