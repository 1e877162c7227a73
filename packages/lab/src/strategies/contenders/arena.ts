import { defaultPolicies } from '@atc/core/company/policies';
import { type BarInterval, barIntervals } from '@atc/core/desk/strategies';
import type { Terms } from '../../engine/index.ts';
import { type Playing, playRules, type StrategyRun } from '../play/index.ts';
import type { Rules } from '../rules/index.ts';
import { type Grid, openGrid, type Tape } from '../tape/index.ts';
import type { Contender } from './contender.ts';

/** What every contender begins with: the capital of a new company. */
export const CAPITAL_USD: number = defaultPolicies.company.starting_capital_usd;

/** A span of a tape and the terms that are traded on. Times are UTC milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly terms: Terms;
}

/** A tape with what was made of it, so that contenders share it. */
export interface Arena {
  readonly tape: Tape;
  grid(bars: BarInterval): Grid;
  /** Plays the rules of a contender over a span, by the rules or by dice. */
  play(rules: Rules, grid: Grid, span: Span & Partial<Pick<Playing, 'dice'>>): StrategyRun;
}

/** Opens a tape for contenders. */
export function openArena(tape: Tape): Arena {
  const grids = new Map<BarInterval, Grid>();
  return {
    tape,
    grid: (bars) => {
      const grid = grids.get(bars) ?? openGrid(tape, barIntervals[bars]);
      grids.set(bars, grid);
      return grid;
    },
    play: (rules, grid, span) => playRules({ dice: null, ...span, grid, rules, capitalUsd: CAPITAL_USD }),
  };
}

/** Plays a contender once over a span. */
export function playOnce(arena: Arena, contender: Contender, span: Span): StrategyRun {
  const grid = arena.grid(contender.bars);
  return arena.play(contender.rules(grid), grid, span);
}
