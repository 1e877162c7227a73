import type { Db } from '../../../kernel/db/index.ts';
import { orderUnderWay } from '../../protections/index.ts';
import { LIVE } from '../../states/index.ts';
import type { DeskFacts } from './desk-facts.ts';

export interface Open {
  readonly orders: number;
  readonly positions: number;
  /** What the positions are of. */
  readonly contracts: readonly string[];
}

/** Orders under way and positions of an account that still hold something. */
export async function countOpen(db: Db, accountId: string): Promise<Open> {
  const [row] = await db.$queryRaw<[Open]>`
    SELECT (SELECT count(*)::int FROM ops_orders o WHERE o.account_id = ${accountId}::uuid
           AND ${orderUnderWay}) AS orders,
           count(*)::int AS positions, coalesce(array_agg(DISTINCT i.contract), '{}') AS contracts
    FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id
    WHERE p.account_id = ${accountId}::uuid AND p.status IN ${LIVE}`;
  return row;
}

/** Whether what PostgreSQL says is committed is on disk. */
export async function readDurability(db: Db): Promise<DeskFacts['durable']> {
  const [row] = await db.$queryRaw<DeskFacts['durable'][]>`
    SELECT current_setting('fsync') = 'on' AS fsync,
           current_setting('synchronous_commit') <> 'off' AS "synchronousCommit"`;
  return row ?? { fsync: false, synchronousCommit: false };
}
