import { type BaseDb, inTransaction } from '../../kernel/db/index.ts';
import { type CapDifference, listDifferences } from './store.ts';

/** Counts usage afresh from the reservations, in one snapshot; returns what does not agree. */
export async function recountCaps(db: BaseDb): Promise<readonly CapDifference[]> {
  return inTransaction(db, listDifferences, { isolation: 'RepeatableRead' });
}
