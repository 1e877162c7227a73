import type { Terms } from '../../engine/index.ts';
import type { Random } from '../../measure/index.ts';
import type { Rules } from '../rules/index.ts';
import type { Grid } from '../tape/index.ts';
import type { Book } from './book.ts';

/** What is played. Times are UTC milliseconds. */
export interface Playing {
  readonly grid: Grid;
  readonly rules: Rules;
  readonly from: number;
  readonly to: number;
  readonly capitalUsd: number;
  readonly terms: Terms;
  /** Buys by dice instead of by the entry, so many times from the start to the end; null: by the rules. */
  readonly dice: { readonly entries: number; readonly random: Random } | null;
}

/** A run as it goes. */
export interface Table extends Playing {
  readonly book: Book;
  /** Of each token, how many base bars may be seen at all. */
  readonly limits: Int32Array;
}
