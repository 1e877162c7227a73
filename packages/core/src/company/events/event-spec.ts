import type { AgentId } from '../roster/index.ts';

/** What is known of a kind of event before one happens. */
export interface EventSpec {
  readonly author: AgentId | 'any';
  readonly tags: readonly string[];
  /** Tags that some events of the kind carry, and when. */
  readonly moreTags?: Readonly<Record<string, string>>;
  /** Names of the values in `fields`, with what they are. */
  readonly fields: Readonly<Record<string, string>>;
  /** Whether rules and reactions may act on it; telling alone needs no delivery. */
  readonly actionable: boolean;
}
