import type { KernelContext } from '../../kernel/context.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import { NO_HEAD, sealAfter } from './seal.ts';
import { findHead, insertSeals, listUnsealed, saveCursors, takeSealer } from './store.ts';

const BATCH = 500;

/**
 * Seals every record that has no seal yet: each gets a link that covers it and all before it, so that nothing can be
 * changed, taken out or slipped in later without `verifySeals` naming it. One process at a time does this; returns how
 * many it sealed.
 */
export async function sealRecords(ctx: Pick<KernelContext, 'db'>): Promise<number> {
  let sealed = 0;
  for (;;) {
    const portion = await sealPortion(ctx);
    sealed += portion;
    if (portion < BATCH) return sealed;
  }
}

async function sealPortion(ctx: Pick<KernelContext, 'db'>): Promise<number> {
  return inTransaction(ctx.db, async (tx) => {
    if (!(await takeSealer(tx))) return 0;
    const records = await listUnsealed(tx, BATCH);
    if (records.length === 0) return 0;
    await insertSeals(tx, sealAfter((await findHead(tx)) ?? NO_HEAD, records));
    const last = Map.groupBy(records, ({ kind }) => kind).values();
    await saveCursors(
      tx,
      [...last].flatMap((ofKind) => ofKind.at(-1) ?? []),
    );
    return records.length;
  });
}
