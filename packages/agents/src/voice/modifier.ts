import { z } from 'zod';

const kinds = ['seasoned', 'strategic', 'pattern_minded', 'fixed_on'] as const;
export type ModifierKind = (typeof kinds)[number];

/** What experience did to an agent's voice; `about` is the token that somebody is fixed on. */
const modifier = z.strictObject({ kind: z.enum(kinds), about: z.string().nullable() });
export type Modifier = z.infer<typeof modifier>;

export const modifiers = z.array(modifier);

/** What an agent's live memories amount to. */
export interface MemoryCounts {
  readonly lessons: number;
  readonly strategies: number;
  readonly patterns: number;
  /** How many of them are about a token; only tokens of our own list, never a sender's text. */
  readonly tokens: readonly { readonly symbol: string; readonly count: number }[];
}

/** A modifier with the memories that made it. */
export interface Grown {
  readonly modifier: Modifier;
  readonly count: number;
  readonly needed: number;
}

/** Machine-readable and spoken alike: `fixed on BONK`. */
export const sayModifier = ({ kind, about }: Modifier): string =>
  about === null ? kind.replaceAll('_', ' ') : `${kind.replaceAll('_', ' ')} ${about}`;
