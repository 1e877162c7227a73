import { type BaseDb, type Db, inTransaction } from '../../kernel/db/index.ts';
import type { Budgeted } from './budgeted.ts';

/** What work writes with that a beat may do too. */
export interface Pace extends Pick<Budgeted, 'write' | 'signal'> {
  /** One statement that is a transaction by itself. Absent in a beat, where each write comes behind the fence. */
  readonly once?: <T>(statement: (db: Db) => Promise<T>) => Promise<T>;
}

/** The pace of work that no beat does: ordinary transactions, and no budget. */
export function unhurried(db: BaseDb): Pace {
  return {
    write: (work) => inTransaction(db, work),
    once: (statement) => statement(db),
    signal: new AbortController().signal,
  };
}
