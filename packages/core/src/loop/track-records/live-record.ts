import { DAY_MS } from '../../kernel/time/index.ts';

/** What a strategy has brought since it has been in its state, at its size. */
export interface LiveRecord {
  /** Of closed trades, in the order in which they closed, fractions of their cost. */
  readonly results: readonly number[];
  /** What a fill cost against the price that was seen, weighted by its size, a fraction; null without one. */
  readonly slippage: number | null;
  readonly since: Date;
  readonly now: Date;
}

/** How many days a record covers. */
export function daysOf({ since, now }: Pick<LiveRecord, 'since' | 'now'>): number {
  return (now.getTime() - since.getTime()) / DAY_MS;
}

/** The arithmetic mean; not a number of nothing. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
