import type { Fault, FaultName } from '../expression.ts';
import type { Parameter } from '../strategy.ts';
import type { Token } from './tokens.ts';

/** Constants that a text may name. */
export type Parameters = Readonly<Record<string, Pick<Parameter, 'from' | 'to' | 'step'>>>;

/** Nodes that one text may have. */
const MOST_NODES = 40;

/** Goes through the pieces of a text. After its first fault it sees the end everywhere, so that reading stops. */
export interface Reader {
  readonly parameters: Parameters;
  fault: Fault | null;
  /** The piece that is next. */
  next(): Token;
  /** Takes the next piece. */
  take(): Token;
  /** Takes the next piece if it is that one. */
  takes(text: string): boolean;
  /** Counts a node; more than there may be is a fault. */
  count(at: number): void;
  /** Notes a fault, unless there was one before. */
  refuse(fault: FaultName, at: number, says: string): void;
}

/** Opens the pieces of a text, an end the last of them. */
export function openReader(tokens: readonly Token[], parameters: Parameters): Reader {
  const end: Token = tokens.at(-1) ?? { kind: 'end', text: '', at: 1 };
  let [place, nodes] = [0, 0];
  const reader: Reader = {
    parameters,
    fault: null,
    next: () => (reader.fault ? end : (tokens[place] ?? end)),
    take: () => {
      const token = reader.next();
      place += 1;
      return token;
    },
    takes: (text) => {
      const isNext = reader.next().text === text && reader.next().kind !== 'end';
      if (isNext) place += 1;
      return isNext;
    },
    count: (at) => {
      nodes += 1;
      if (nodes > MOST_NODES) reader.refuse('too_long', at, `has more than ${MOST_NODES} parts`);
    },
    refuse: (fault, at, says) => {
      reader.fault ??= { fault, at, says };
    },
  };
  return reader;
}

/** How a piece is named in a sentence. */
export function sayToken({ kind, text }: Token): string {
  return kind === 'end' ? 'the end' : `“${text}”`;
}
