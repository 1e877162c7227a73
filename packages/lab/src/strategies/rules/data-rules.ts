import { judgeEntry, judgeExit, type Prepared, planOf, type Values } from '@atc/core/desk/strategies';
import type { Grid } from '../tape/index.ts';
import type { Rules } from './rules.ts';

/** What a strategy that is data would do, its parameters filled in. */
export function dataRules(prepared: Prepared, values: Values, grid: Grid): Rules {
  const { universe, size, limits } = prepared.strategy;
  const [entry, exit] = [judgeEntry(prepared, values), judgeExit(prepared, values)];
  const plan = planOf(prepared, values);
  const symbols = universe.symbols && new Set(universe.symbols);
  return {
    ...{ size, limits },
    tokens: grid.tokens.map(({ symbol, board }) => {
      if (symbols && !symbols.has(symbol)) return null;
      const exits = exit(board, grid.boards);
      return { enters: without(entry(board, grid.boards), exits), exits, plan: plan(board) };
    }),
  };
}

/** What is to be bought, without what is to be sold at once. */
export function without(enters: Uint8Array, exits: Uint8Array): Uint8Array {
  const left = enters.slice();
  for (let i = 0; i < left.length; i += 1) if (exits[i] === 1) left[i] = 0;
  return left;
}
