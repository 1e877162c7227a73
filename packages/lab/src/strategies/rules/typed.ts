import type { BarInterval, PlanFigures, Point, Size, Strategy } from '@atc/core/desk/strategies';
import { type BarColumns, barAt, type Candle, closedBy } from '@atc/core/market';
import type { Grid, GridToken } from '../tape/index.ts';
import { without } from './data-rules.ts';
import type { Rules, TokenRules } from './rules.ts';

/** What a strategy sees when a bar closes: that bar and those before it. */
export interface View {
  readonly symbol: string;
  /** When the bar closed, UTC milliseconds. */
  readonly at: number;
  /** Bars that have closed. */
  readonly count: number;
  /** The bar of so many bars ago, 0 the one that closed. Throws a `RangeError` where there is none, or not yet. */
  bar(ago: number): Candle;
  /** What another token shows at this instant; null without a bar of it. */
  of(symbol: string): View | null;
}

/** Distances are from the price, in its unit. A strategy gives each of them with every purchase, or never. */
export type Wish =
  | {
      readonly act: 'buy';
      readonly stop?: number;
      readonly trailing?: number;
      readonly target?: number;
      readonly hours?: number;
      /** The highest are bought first. */
      readonly rank?: number;
    }
  | { readonly act: 'sell' };

/** A strategy in code, for what the language cannot say. */
export interface TypedStrategy {
  readonly name: string;
  readonly bars: BarInterval;
  /** Closed bars that it needs. */
  readonly lookback: number;
  readonly size: Size;
  readonly limits: Strategy['limits'];
  readonly decide: (view: View) => Wish | null;
}

/** What a strategy in code would do: it is asked at the close of every bar. */
export function typedRules(typed: TypedStrategy, grid: Grid): Rules {
  const { size, limits } = typed;
  return { size, limits, tokens: grid.tokens.map((token) => tokenRules(typed, grid, token)) };
}

function tokenRules({ lookback, decide }: TypedStrategy, grid: Grid, { symbol, board }: GridToken): TokenRules {
  const { length, openAt } = board.bars;
  const [enters, exits] = [new Uint8Array(length), new Uint8Array(length)];
  const columns = openColumns(length);
  for (let bar = lookback - 1; bar < length; bar += 1) {
    const wish = decide(viewOf(grid, symbol, (openAt[bar] ?? 0) + grid.intervalMs));
    if (wish?.act === 'sell') exits[bar] = 1;
    if (wish?.act !== 'buy') continue;
    enters[bar] = 1;
    for (const key of distances) columns[key][bar] = wish[key] ?? Number.NaN;
  }
  return { enters: without(enters, exits), exits, plan: planOf(columns) };
}

const distances = ['stop', 'trailing', 'target', 'hours', 'rank'] as const;
type Columns = Readonly<Record<(typeof distances)[number], Float64Array>>;

function openColumns(length: number): Columns {
  const column = () => new Float64Array(length).fill(Number.NaN);
  return { stop: column(), trailing: column(), target: column(), hours: column(), rank: column() };
}

/** A column that nothing was written to stands for nothing that is asked for. */
function planOf(columns: Columns): PlanFigures {
  const point = (values: Float64Array): Point | null =>
    values.every(Number.isNaN) ? null : (bar) => values[bar] ?? Number.NaN;
  return {
    stop: point(columns.stop),
    trailing: point(columns.trailing),
    target: point(columns.target),
    hours: point(columns.hours),
    rank: point(columns.rank),
    volatility: null,
  };
}

function viewOf(grid: Grid, symbol: string, at: number): View {
  const bars = grid.boards.get(symbol)?.bars;
  const count = bars ? closedBy(bars, at) : 0;
  return {
    ...{ symbol, at, count },
    bar: (ago) => barOf(bars, count - 1 - ago, count),
    of: (other) => (grid.boards.has(other) ? seen(viewOf(grid, other, at)) : null),
  };
}

const seen = (view: View): View | null => (view.count > 0 ? view : null);

function barOf(bars: BarColumns | undefined, index: number, count: number): Candle {
  if (!bars || !(index >= 0 && index < count)) throw new RangeError('there is no closed bar at that place');
  return barAt(bars, index);
}
