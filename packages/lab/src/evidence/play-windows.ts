import type { Terms } from '../engine/index.ts';
import { changesOf, dayEnds } from '../measure/index.ts';
import type { Arena, Contender, Grid, Rules, StrategyRun } from '../strategies/index.ts';

/** A part of the time, and what is played in it. Times are UTC milliseconds. */
export interface Played {
  readonly from: number;
  readonly to: number;
  readonly contender: Contender;
}

/** A part of the time with what its contender would do. */
export interface OpenedWindow extends Pick<Played, 'from' | 'to'> {
  readonly grid: Grid;
  readonly rules: Rules;
}

/** What is played on some terms, window by window. */
export interface Playing {
  readonly arena: Arena;
  readonly windows: readonly OpenedWindow[];
  readonly terms: Terms;
}

/** What a window came to. */
export interface WindowRun extends OpenedWindow {
  readonly run: StrategyRun;
}

/** How a window is played: with other rules, or by dice. */
export interface Change {
  readonly rules?: (rules: Rules) => Rules;
  readonly dice?: (window: number) => NonNullable<Parameters<Arena['play']>[2]['dice']>;
}

/** Works out once what the contender of each window would do. */
export function openWindows(arena: Arena, windows: readonly Played[]): readonly OpenedWindow[] {
  const known = new Map<Contender, Rules>();
  return windows.map(({ from, to, contender }) => {
    const grid = arena.grid(contender.bars);
    const rules = known.get(contender) ?? contender.rules(grid);
    known.set(contender, rules);
    return { from, to, grid, rules };
  });
}

/** Plays every window anew, with something changed. */
export function playWindows({ arena, windows, terms }: Playing, change: Change = {}): readonly WindowRun[] {
  const { rules: changed = same, dice } = change;
  return windows.map((window, i) => {
    const { from, to, grid, rules } = window;
    return { ...window, run: arena.play(changed(rules), grid, { from, to, terms, dice: dice?.(i) ?? null }) };
  });
}

const same = (rules: Rules): Rules => rules;

/** The days of all windows, one after the other. */
export function returnsOf(runs: readonly WindowRun[]): readonly number[] {
  return runs.flatMap(({ run }) => changesOf(run.equity.map(({ usd }) => usd)));
}

/** When the days of some windows end. */
export function daysOf(windows: readonly Pick<Played, 'from' | 'to'>[]): readonly number[] {
  return windows.flatMap(({ from, to }) => dayEnds(from, to));
}
