import type { BarInterval, Prepared, Values } from '@atc/core/desk/strategies';
import type { Rules } from '../rules/index.ts';
import type { Grid } from '../tape/index.ts';

/** Something that can be played over a tape. */
export interface Contender {
  readonly name: string;
  readonly version: number;
  readonly bars: BarInterval;
  /** Closed bars that it needs before it decides. */
  readonly lookback: number;
  /** Tokens that it trades; null: every token. */
  readonly symbols: readonly string[] | null;
  /** Other tokens that it looks at. */
  readonly looksAt: readonly string[];
  readonly values: Values;
  /** What it is made of, where it is data. */
  readonly prepared: Prepared | null;
  readonly rules: (grid: Grid) => Rules;
}
