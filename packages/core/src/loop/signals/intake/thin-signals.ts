import type { LoopContext } from '../../context.ts';
import { deleteOldRefused } from './store.ts';

const KEPT_DAYS = 30;
const BATCH = 1000;

/** Forgets refused signals from outside that nothing came of, a month of machine time after they came. */
export async function thinSignals({ db }: Pick<LoopContext, 'db'>): Promise<void> {
  while ((await deleteOldRefused(db, { days: KEPT_DAYS, limit: BATCH })) === BATCH);
}
