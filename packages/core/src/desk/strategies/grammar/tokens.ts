import type { Fault } from '../expression.ts';

/** A piece of a text, with the place of its first character, counted from 1. */
export interface Token {
  readonly kind: 'number' | 'name' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

const PIECE = /\s*(?:(?<number>\d+(?:\.\d+)?(?![\w.]))|(?<name>[a-z_]\w*)|(?<sign>>=|<=|[-+*/(),<>]))/y;

/** Cuts a text into its pieces, an end behind them; a fault at the first that the language does not have. */
export function tokensOf(text: string, before: number): readonly Token[] | Fault {
  const tokens: Token[] = [];
  let from = 0;
  while (text.slice(from).trim() !== '') {
    PIECE.lastIndex = from;
    const found = PIECE.exec(text);
    const at = before + from + (text.slice(from).length - text.slice(from).trimStart().length) + 1;
    if (!found)
      return { fault: 'unknown_sign', at, says: `“${text.slice(at - before - 1).slice(0, 12)}” cannot be read` };
    tokens.push(tokenOf(found, at));
    from = PIECE.lastIndex;
  }
  return [...tokens, { kind: 'end', text: '', at: before + text.length + 1 }];
}

function tokenOf({ groups }: RegExpExecArray, at: number): Token {
  if (groups?.number !== undefined) return { kind: 'number', text: groups.number, at };
  if (groups?.name !== undefined) return { kind: 'name', text: groups.name, at };
  return { kind: 'sign', text: groups?.sign ?? '', at };
}
