import type { BaseDb, Db } from '../../../kernel/db/index.ts';
import type { DeskFacts } from './desk-facts.ts';

/** Orders without a last word and positions of an account that still hold something. */
export async function countOpen(
  db: BaseDb,
  accountId: string,
): Promise<{ readonly orders: number; readonly positions: number }> {
  const [orders, positions] = await Promise.all([
    db.order.count({ where: { accountId, status: { notIn: ['filled', 'canceled', 'rejected'] } } }),
    db.position.count({ where: { accountId, status: { in: ['opening', 'open', 'closing'] } } }),
  ]);
  return { orders, positions };
}

/** Whether what PostgreSQL says is committed is on disk. */
export async function readDurability(db: Db): Promise<DeskFacts['durable']> {
  const [row] = await db.$queryRaw<DeskFacts['durable'][]>`
    SELECT current_setting('fsync') = 'on' AS fsync, current_setting('synchronous_commit') <> 'off' AS "synchronousCommit"`;
  return row ?? { fsync: false, synchronousCommit: false };
}
