import type { BaseDb, Tx } from '../../kernel/db/index.ts';

/** What an operation of the heartbeat works with: its own small pool, its budget and where the last beat stopped. */
export interface Budgeted {
  /** The beat's own pool of two connections, for reads; no statement on it outlives the longest budget. */
  readonly db: BaseDb;
  /**
   * Aborts when four fifths of the budget are used up: looked at between small batches, what is left is the next
   * beat's.
   */
  readonly signal: AbortSignal;
  /** Where the last beat stopped; null: from the beginning. */
  readonly cursor: string | null;
  /**
   * One transaction that begins with the beat's fence and may take what is left of the budget. Throws when another beat
   * took over.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** What an operation got done within its budget. */
export interface Portion {
  /** Where the next beat goes on; null: all is done. */
  readonly cursor: string | null;
  /** What was done, in numbers, for its row of `ops_action_runs`. */
  readonly result: Readonly<Record<string, unknown>>;
}
