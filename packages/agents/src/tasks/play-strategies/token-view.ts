import { barIntervals, judgeEntry, judgeExit, openBoard, type Plan, planAt, planOf } from '@atc/core/desk/strategies';
import type { Playable } from '@atc/core/loop/strategies/play';
import { type Candle, columnsOf } from '@atc/core/market';

/** A token with its closed bars of a strategy's interval, oldest first. */
export interface SeenToken {
  readonly contract: string;
  readonly symbol: string;
  readonly bars: readonly Candle[];
}

/** What a strategy says of a token when a bar has closed. */
export interface TokenView {
  readonly contract: string;
  /** Whether it would buy it; never what it would sell at once. */
  readonly enters: boolean;
  readonly exits: boolean;
  /** Not a number where it has none. */
  readonly rank: number;
  /** Deviation of a bar's return, where its size asks for it. */
  readonly volatility: number | null;
  /** Where a purchase at a price would end; null where that cannot be said. */
  readonly plan: (price: number) => Plan | null;
}

/**
 * Judges by a strategy the tokens whose bar closed at an instant, with the deciders that the lab plays it by. Tokens
 * that it does not trade are only looked at.
 */
export function viewTokens(
  { prepared, values }: Pick<Playable, 'prepared' | 'values'>,
  tokens: readonly SeenToken[],
  closedAt: number,
): readonly TokenView[] {
  const { bars, universe } = prepared.strategy;
  const intervalMs = barIntervals[bars];
  const laid = tokens.map((token) => ({ ...token, board: openBoard(columnsOf(token.bars, intervalMs)) }));
  // Of two contracts with one symbol the first is the one that others look at.
  const boards = new Map(laid.toReversed().map(({ symbol, board }) => [symbol, board]));
  const [entry, exit, figures] = [judgeEntry(prepared, values), judgeExit(prepared, values), planOf(prepared, values)];
  return laid.flatMap(({ contract, symbol, board, bars: seen }): readonly TokenView[] => {
    const last = seen.length - 1;
    const isTraded = universe.symbols === undefined || universe.symbols.includes(symbol);
    if (!isTraded || (seen[last]?.openAt ?? 0) + intervalMs !== closedAt) return [];
    const exits = exit(board, boards)[last] === 1;
    const of = figures(board);
    return [
      {
        ...{ contract, exits, enters: !exits && entry(board, boards)[last] === 1 },
        rank: of.rank?.(last) ?? Number.NaN,
        volatility: of.volatility?.(last) ?? null,
        plan: (price) => planAt(of, last, price),
      },
    ];
  });
}
