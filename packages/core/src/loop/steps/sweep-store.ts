import { orderUnderWay } from '../../desk/protections/index.ts';
import type { Db } from '../../kernel/db/index.ts';
import type { Nudge } from '../../kernel/queues/index.ts';
import type { StepKind } from '../kinds/index.ts';
import { MAX_FAILURES } from './retry.ts';

export interface LapsedStep {
  readonly id: string;
  readonly missionId: string;
  readonly seq: number;
  readonly kind: StepKind;
  readonly failures: number;
  readonly nudge: number;
}

/**
 * Steps whose worker let its lease run out go back to their queue under a new nudge; returns them. One that lapsed too
 * often stays `running` for the caller to bury, unless an order of it is not final: that is settled first, always.
 */
export async function returnLapsed(db: Db, limit: number): Promise<readonly LapsedStep[]> {
  return db.$queryRaw<LapsedStep[]>`
    WITH lapsed AS (
      SELECT id FROM ops_mission_steps WHERE status = 'running' AND lease_until < clock_timestamp()
             ORDER BY lease_until LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    UPDATE ops_mission_steps s SET status = 'queued', nudge = s.nudge + 1, failures = s.failures + 1,
           lease_until = NULL, nudged_at = clock_timestamp(),
           last_error = 'its worker stopped', updated_at = now()
    FROM lapsed WHERE s.id = lapsed.id
      AND (s.failures + 1 < ${MAX_FAILURES}
        OR EXISTS (SELECT 1 FROM ops_orders o WHERE o.step_id = s.id AND ${orderUnderWay}))
    RETURNING s.id, s.mission_id AS "missionId", s.seq, s.kind::text AS kind, s.failures, s.nudge`;
}

/** Lapsed steps that have failed too often and have no order under way. */
export async function listPoison(db: Db, limit: number): Promise<readonly LapsedStep[]> {
  return db.$queryRaw<LapsedStep[]>`
    SELECT s.id, s.mission_id AS "missionId", s.seq, s.kind::text AS kind, s.failures, s.nudge FROM ops_mission_steps s
    WHERE s.status = 'running' AND s.lease_until < clock_timestamp() AND s.failures + 1 >= ${MAX_FAILURES}
      AND NOT EXISTS (SELECT 1 FROM ops_orders o WHERE o.step_id = s.id AND ${orderUnderWay})
    ORDER BY s.lease_until LIMIT ${limit}`;
}

/** Locks a step that is still running on a lapsed lease; false when somebody moved it. */
export async function isStillLapsed(db: Db, id: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM ops_mission_steps WHERE id = ${id}::uuid AND status = 'running' AND lease_until < clock_timestamp()
           FOR UPDATE`;
  return rows.length === 1;
}

export interface Forgotten extends Nudge {
  readonly queue: string;
}

/** Ready steps that nobody was told of for a while, marked as told now. */
export async function touchForgottenSteps(db: Db, quietMs: number, limit: number): Promise<readonly Forgotten[]> {
  return db.$queryRaw<Forgotten[]>`
    WITH f AS (
      SELECT id FROM ops_mission_steps WHERE status = 'queued' AND ready_at IS NOT NULL
        AND not_before <= clock_timestamp()
        AND coalesce(nudged_at, ready_at) < clock_timestamp() - make_interval(secs => ${quietMs / 1000}::float8)
          ORDER BY ready_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    UPDATE ops_mission_steps s SET nudged_at = clock_timestamp() FROM f WHERE s.id = f.id
    RETURNING s.id AS "rowId", s.nudge, s.kind::text AS queue, s.priority`;
}

/** Steps of these kinds that nobody took for `quietMs` although they are ready: their job is missing, or held back. */
export async function listUnclaimed(
  db: Db,
  kinds: readonly StepKind[],
  { quietMs, limit }: { readonly quietMs: number; readonly limit: number },
): Promise<readonly Nudge[]> {
  return db.$queryRaw<Nudge[]>`
    SELECT id AS "rowId", nudge FROM ops_mission_steps
    WHERE status = 'queued' AND ready_at IS NOT NULL AND kind::text = ANY(${[...kinds]}::text[])
      AND greatest(ready_at, not_before) < clock_timestamp() - make_interval(secs => ${quietMs / 1000}::float8)
    ORDER BY ready_at LIMIT ${limit}`;
}

/** Takes a new nudge for a queued step whose job is over; null when it moved. */
export async function renudgeStep(db: Db, id: string, nudge: number): Promise<number | null> {
  const [row] = await db.$queryRaw<{ nudge: number }[]>`
    UPDATE ops_mission_steps SET nudge = nudge + 1, nudged_at = clock_timestamp() WHERE id = ${id}::uuid
      AND nudge = ${nudge} AND status = 'queued' RETURNING nudge`;
  return row?.nudge ?? null;
}
