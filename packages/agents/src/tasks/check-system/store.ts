import { orderUnderWay } from '@atc/core/desk/protections';
import { HELD } from '@atc/core/desk/states';
import type { Db } from '@atc/core/kernel/db';
import type { SystemFacts } from './findings.ts';

export interface Window {
  /** Company time. */
  readonly since: Date;
  readonly dayStart: Date;
}

/** What the records say of the time since then; limits are recounted apart. */
export async function readRecords(db: Db, { since, dayStart }: Window): Promise<Omit<SystemFacts, 'capsAdrift'>> {
  const [row] = await db.$queryRaw<[Omit<SystemFacts, 'capsAdrift'>]>`
    WITH s AS (SELECT status::text AS status, attempt FROM ops_mission_steps WHERE finished_at >= ${since}
               AND reason IS DISTINCT FROM 'skipped'),
    f AS (SELECT slippage_bps::numeric AS slippage_bps, usd FROM ops_fills WHERE filled_at >= ${since}),
    o AS (SELECT extract(epoch FROM max(t.changed_at) - min(t.changed_at)) * 1000 AS ms
          FROM ops_order_transitions t JOIN ops_orders o ON o.id = t.order_id WHERE o.intended_at >= ${since}
            AND o.rests_at IS NULL GROUP BY o.id),
    p AS (SELECT stop_loss, stop_required, cost_basis_usd FROM ops_positions WHERE status IN ${HELD})
    SELECT (SELECT count(*) FROM s WHERE status IN ('succeeded', 'failed'))::int AS steps,
           (SELECT count(*) FROM s WHERE status = 'failed')::int AS "failedSteps",
           (SELECT count(*) FROM s WHERE attempt > 1)::int AS "retriedSteps",
             (SELECT count(*) FROM ops_mission_steps WHERE dead_letter)::int AS "deadLetters",
           (SELECT count(*) FROM f)::int AS fills, (SELECT sum(slippage_bps * usd) / nullif(sum(usd), 0)
             FROM f)::float8 AS "slippageBps",
           (SELECT max(slippage_bps) FROM f)::float8 AS "worstSlippageBps",
             (SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY ms) FROM o)::float8 AS "orderMsP95",
           (SELECT count(*) FROM p)::int AS "openPositions",
             (SELECT count(*) FROM p WHERE stop_required AND stop_loss IS NULL)::int AS "withoutStop",
           (SELECT count(*) FROM ops_price_gaps g JOIN ops_positions q ON q.id::text = g.subject WHERE g.is_open
             AND q.status IN ${HELD})::int AS "withoutPrice",
           coalesce((SELECT max(cost_basis_usd) FROM p), 0)::float8 AS "largestUsd",
           coalesce((SELECT sum(cost_basis_usd) FROM p), 0)::float8 AS "exposedUsd",
           (SELECT count(*) FROM ops_positions WHERE opened_at >= ${dayStart})::int AS "tradesToday",
           (SELECT count(*) FROM ops_orders o WHERE ${orderUnderWay}
             AND o.created_at < now() - interval '1 hour')::int AS "silentOrders"`;
  return row;
}
