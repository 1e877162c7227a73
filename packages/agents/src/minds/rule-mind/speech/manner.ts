import type { Answer, FactKind } from '../../findings/index.ts';

/**
 * How a persona talks: parts of sentences, each list a choice, with figures in braces. A sentence is put together of a
 * beginning, what is claimed and what that leads to, so that no list is a list of sentences.
 */
export interface Manner {
  /** What a turn begins with that answers nobody. */
  readonly leads: readonly string[];
  /** What it begins with that answers `{to}`, who said `{figure}` of `{about}`. */
  readonly answers: Readonly<Record<Answer['kind'], readonly string[]>>;
  /** What is claimed: a fact of each kind in `{figure}`, with `{name}` and what else is known of it. */
  readonly claims: Readonly<Partial<Record<FactKind, readonly string[]>>>;
  /** What was said of the same before: `{figure}`, by `{who}`, `{when}`. */
  readonly recalls: readonly string[];
  /** What a stance comes to, about `{on}`: more of it, nothing yet, less of it. */
  readonly ends: Readonly<Record<'more' | 'hold' | 'less', readonly string[]>>;
  /** Why it comes to that, in this persona's eyes. */
  readonly grounds: readonly string[];
  /** A question to `{to}`, who sees `{on}` otherwise. */
  readonly asks: readonly string[];
  /** The last words of a talk, over `{equity}`. */
  readonly closings: readonly string[];
}
