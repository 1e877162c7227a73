import type { EquityPoint } from '../../measure/index.ts';
import type { GridToken } from '../tape/index.ts';
import type { Refusal, StrategyTrade } from './run.ts';

/** What a purchase brought. */
export interface Bought {
  /** Its place among the grid's tokens. */
  readonly token: number;
  readonly openedAt: number;
  readonly entryPrice: number;
  readonly quantity: number;
  /** Fees included. */
  readonly costUsd: number;
  readonly feesUsd: number;
  readonly slippageUsd: number;
  /** The base bar that is watched next. */
  watched: number;
}

/** A position that is open. */
export interface Held extends Bought {
  readonly stopLoss: number | null;
  readonly trailingStopPct: number | null;
  /** Below or at it a low sells: the stop, or where it has followed to; 0 without one. */
  level: number;
  /** Above or at it a high sells; endless without a target. */
  readonly goal: number;
  /** A bar that opens then or later ends its time; endless without a limit. */
  readonly until: number;
  /** Highest price of the bars that were watched. */
  highest: number;
}

/** Cash, what is held, and what has happened so far. */
export interface Book {
  cashUsd: number;
  feesUsd: number;
  held: Held[];
  readonly trades: StrategyTrade[];
  readonly equity: EquityPoint[];
  /** When each token was sold last. */
  readonly soldAt: Float64Array;
  /** The day of the last entry, counted from 1970, and how many it had. */
  day: number;
  entries: number;
  readonly refused: Map<Refusal, number>;
}

/** A book with its capital at an instant. */
export function openBook(capitalUsd: number, at: number, tokens: number): Book {
  return {
    ...{ cashUsd: capitalUsd, feesUsd: 0, held: [], trades: [], equity: [{ at, usd: capitalUsd }] },
    ...{ soldAt: new Float64Array(tokens).fill(Number.NEGATIVE_INFINITY), day: -1, entries: 0, refused: new Map() },
  };
}

/** Cash and what is held, each at the close of its last base bar before a place. */
export function equityAt(book: Book, tokens: readonly GridToken[], endOf: (token: GridToken) => number): number {
  let usd = book.cashUsd;
  for (const { token, quantity, entryPrice } of book.held) {
    const of = tokens[token];
    usd += quantity * (of?.base.close[endOf(of) - 1] ?? entryPrice);
  }
  return usd;
}
