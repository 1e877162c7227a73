import { compileRule, type Judge } from './compile/index.ts';
import { never } from './judge-entry.ts';
import type { Prepared } from './prepared.ts';
import type { Values } from './strategy.ts';

/** Judges at each bar whether a strategy would sell what it holds. Without a condition only prices and hours sell. */
export function judgeExit({ exit }: Prepared, values: Values): Judge {
  return exit.of.length === 0 ? never : compileRule(exit, values);
}
