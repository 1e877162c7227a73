import type { BarColumns } from '@atc/core/market';

/** A token's base bars. */
export interface TapeToken {
  readonly symbol: string;
  readonly base: BarColumns;
}

/** Every token's bars as plain columns, in shared memory: what a worker is given. Times are UTC milliseconds. */
export interface Tape {
  /** What is played: another recording has another one. */
  readonly range: string;
  readonly barMs: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly tokens: readonly TapeToken[];
}
