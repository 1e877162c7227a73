import { type Board, type Boards, openBoard } from '@atc/core/desk/strategies';
import { type BarColumns, closedBy, longerColumns } from '@atc/core/market';
import type { Tape } from './tape.ts';

/** A token on a grid. */
export interface GridToken {
  readonly symbol: string;
  readonly base: BarColumns;
  /** Its bars of the grid's interval. */
  readonly board: Board;
  /** The bar that closed at each step; −1: none did. */
  readonly places: Int32Array;
  /** How many base bars had closed at each step. */
  readonly ends: Int32Array;
}

/** The closes of bars of one interval, one after the other without a gap, and every token's bars on them. */
export interface Grid {
  readonly intervalMs: number;
  readonly barMs: number;
  readonly steps: number;
  /** When the first step is, UTC milliseconds. */
  readonly firstAt: number;
  readonly tokens: readonly GridToken[];
  readonly boards: Boards;
}

/** Lays the bars of a tape out on the closes of an interval. A bar that is not over when the tape ends is left out. */
export function openGrid({ tokens, barMs, endsAt }: Tape, intervalMs: number): Grid {
  const laid = tokens.map(({ symbol, base }) => ({ symbol, base, bars: closedBars(base, intervalMs, endsAt) }));
  const starts = laid.flatMap(({ bars }) => (bars.length > 0 ? [(bars.openAt[0] ?? 0) + intervalMs] : []));
  const firstAt = Math.min(...starts);
  const steps = starts.length === 0 ? 0 : Math.max(0, Math.floor((endsAt - firstAt) / intervalMs) + 1);
  const grid = { intervalMs, barMs, steps, firstAt };
  const onGrid = laid.map(({ symbol, base, bars }) => ({
    ...{ symbol, base, board: openBoard(bars) },
    ...{ places: placesOf(bars, grid), ends: endsOf(base, grid) },
  }));
  return { ...grid, tokens: onGrid, boards: new Map(onGrid.map(({ symbol, board }) => [symbol, board])) };
}

/** When a step is, UTC milliseconds. */
export function stepAt({ firstAt, intervalMs }: Pick<Grid, 'firstAt' | 'intervalMs'>, step: number): number {
  return firstAt + step * intervalMs;
}

/** The first step that is not before an instant. */
export function stepFrom({ firstAt, intervalMs }: Grid, at: number): number {
  return Math.max(0, Math.ceil((at - firstAt) / intervalMs));
}

function closedBars(base: BarColumns, intervalMs: number, endsAt: number): BarColumns {
  const longer = longerColumns(base, intervalMs);
  const length = closedBy(longer, endsAt);
  const { openAt, open, high, low, close, volume } = longer;
  const cut = (column: Float64Array) => column.subarray(0, length);
  return {
    ...{ intervalMs, length, openAt: cut(openAt), open: cut(open), high: cut(high), low: cut(low) },
    ...{ close: cut(close), volume: cut(volume) },
  };
}

type Steps = Pick<Grid, 'firstAt' | 'intervalMs' | 'steps'>;

function placesOf({ openAt, length }: BarColumns, { firstAt, intervalMs, steps }: Steps): Int32Array {
  const places = new Int32Array(steps).fill(-1);
  for (let i = 0; i < length; i += 1) places[((openAt[i] ?? 0) + intervalMs - firstAt) / intervalMs] = i;
  return places;
}

function endsOf(base: BarColumns, grid: Steps): Int32Array {
  const ends = new Int32Array(grid.steps);
  let end = 0;
  for (let step = 0; step < grid.steps; step += 1) {
    const opened = stepAt(grid, step) - base.intervalMs;
    while (end < base.length && (base.openAt[end] ?? 0) <= opened) end += 1;
    ends[step] = end;
  }
  return ends;
}
