import type {
  ArrowFunction,
  CallExpression,
  FunctionDeclaration,
  FunctionExpression,
  Node,
} from 'typescript/unstable/ast';
import { type Code, placeOf } from './code.ts';

/** A function as it is written. */
export type Written = ArrowFunction | FunctionDeclaration | FunctionExpression;

/** What an expression may come to, as far as the code tells without running. */
export type Value =
  /** SQL; each value that is sent beside it is one `SENT`. */
  | { readonly kind: 'sql'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Values[] }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, () => Values> }
  | { readonly kind: 'function'; readonly written: Written; readonly scope: Scope };

/** All that an expression may come to: one for each way that the code can take. */
export type Values = readonly Value[];

/** What parameters stand for, by the place of their declaration. */
export type Scope = ReadonlyMap<string, () => Values>;

/** What finds out what expressions come to. */
export interface Evaluator {
  readonly code: Code;
  /** Calls of anything by this name, wherever in the code. */
  readonly callsOf: (name: string) => readonly CallExpression[];
  readonly evaluate: (node: Node, scope: Scope) => Values;
}

/** Stands in SQL where a value is sent beside it. */
export const SENT = '\u0000';

/** The code does not tell what an expression comes to. */
export class UnresolvedError extends Error {
  override readonly name = 'UnresolvedError';

  constructor(code: Code, node: Node, why: string) {
    super(`${why} (${placeOf(code, node)})`);
  }
}

/** SQL with its values numbered, as it is sent. */
export function numbered(text: string): string {
  let n = 0;
  return text.replaceAll(SENT, () => `$${++n}`);
}

/**
 * Texts with one of the given ways in each gap. The first ways go together, then the second ones, and so on, so that
 * each is taken at least once.
 */
export function filled(texts: readonly string[], gaps: readonly (readonly string[])[]): readonly string[] {
  const most = Math.max(1, ...gaps.map((ways) => ways.length));
  return Array.from({ length: most }, (_, way) =>
    texts.reduce((text, part, i) => {
      const ways = gaps[i - 1] ?? [''];
      return `${text}${ways[Math.min(way, ways.length - 1)]}${part}`;
    }),
  );
}
