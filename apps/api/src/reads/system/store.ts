import { LIVE } from '@atc/core/desk/states';
import type { Db } from '@atc/core/kernel/db';

export interface Tally {
  readonly name: string;
  readonly status: string;
  readonly count: number;
}

/** How many rows of each kind are unsettled: what is open, waiting or dead. Served by partial and status indexes. */
export async function tallyWork(db: Db): Promise<readonly Tally[]> {
  return db.$queryRaw<Tally[]>`
    SELECT 'positions' AS name, status::text AS status, count(*)::int AS count FROM ops_positions
           WHERE status IN ${LIVE} GROUP BY status
    UNION ALL SELECT 'orders', status::text, count(*)::int FROM ops_orders
      WHERE status IN ('intended', 'submitted', 'unknown', 'partially_filled') GROUP BY status
    UNION ALL SELECT 'steps', status::text, count(*)::int FROM ops_mission_steps WHERE status = 'queued'
      AND ready_at IS NOT NULL OR status = 'running' GROUP BY status
    UNION ALL SELECT 'steps', 'dead_letter', count(*)::int FROM ops_mission_steps WHERE dead_letter
    UNION ALL SELECT 'proposals', 'pending', count(*)::int FROM ops_trading_proposals WHERE status = 'pending'
    UNION ALL SELECT 'deliveries', state::text, count(*)::int FROM ops_event_deliveries
      WHERE state IN ('queued', 'running') GROUP BY state
    UNION ALL SELECT 'breakers', state::text, count(*)::int FROM ops_circuit_breakers GROUP BY state`;
}
