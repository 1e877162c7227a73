import type { KernelContext } from '../../kernel/context.ts';
import { inTransaction, type Tx } from '../../kernel/db/index.ts';
import { insertTrial, noteTested } from './store.ts';
import type { Trial } from './trial.ts';

/**
 * Writes trials into the company's ledger, in their order, and notes that their strategies were tested. Returns how
 * many were new: a run that is known already is the same trial.
 */
export async function recordTrials(
  { db, clock }: Pick<KernelContext, 'db' | 'clock'>,
  trials: readonly Trial[],
): Promise<number> {
  return inTransaction(db, (tx) => addTrials({ clock }, tx, trials));
}

/** Does what `recordTrials` does in the transaction of what tried them. */
export async function addTrials(
  { clock }: Pick<KernelContext, 'clock'>,
  tx: Tx,
  trials: readonly Trial[],
): Promise<number> {
  let added = 0;
  for (const one of trials)
    if (await insertTrial(tx, one)) {
      added += 1;
      await noteTested(tx, one, clock.now());
    }
  return added;
}
