import { type BaseDb, inTransaction } from '../../kernel/db/index.ts';
import type { Budgeted } from './budgeted.ts';

/** What work writes with that a beat may do too. */
export type Pace = Pick<Budgeted, 'write' | 'signal'>;

/** The pace of work that no beat does: ordinary transactions, and no budget. */
export function unhurried(db: BaseDb): Pace {
  return { write: (work) => inTransaction(db, work), signal: new AbortController().signal };
}
