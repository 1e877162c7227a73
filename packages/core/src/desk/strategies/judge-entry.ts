import { compileRule, type Judge } from './compile/index.ts';
import type { Prepared } from './prepared.ts';
import type { Values } from './strategy.ts';

/** Judges at each bar whether a strategy would buy: its regime and its entry hold. Without an entry it never does. */
export function judgeEntry({ regime, entry }: Prepared, values: Values): Judge {
  if (entry.of.length === 0) return never;
  return compileRule({ kind: 'all', of: [...regime.of, ...entry.of] }, values);
}

/** Judges at each bar that nothing is to be done. */
export const never: Judge = (board) => new Uint8Array(board.bars.length);
