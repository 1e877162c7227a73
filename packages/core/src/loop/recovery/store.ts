import type { Db } from '../../kernel/db/index.ts';
import type { StepKind } from '../kinds/index.ts';

export interface StaleStep {
  readonly id: string;
  readonly missionId: string;
  readonly seq: number;
  readonly kind: StepKind;
  readonly attempt: number;
  /** Whether an order was intended for it: then the venue's word is its end. */
  readonly ordered: boolean;
}

export interface StaleAfter {
  readonly renewals: number;
  /** Machine time. */
  readonly lapsedMs: number;
  readonly limit: number;
}

/** Running steps whose lease was renewed so often that their handler must hang, and those whose lease lapsed that long ago. */
export async function listStale(db: Db, { renewals, lapsedMs, limit }: StaleAfter): Promise<readonly StaleStep[]> {
  return db.$queryRaw<StaleStep[]>`
    SELECT s.id, s.mission_id AS "missionId", s.seq, s.kind::text AS kind, s.attempt, EXISTS (SELECT 1 FROM ops_orders o WHERE o.step_id = s.id) AS ordered
    FROM ops_mission_steps s
    WHERE s.status = 'running' AND (s.renewals >= ${renewals} OR s.lease_until < clock_timestamp() - make_interval(secs => ${lapsedMs / 1000}::float8))
    ORDER BY s.lease_until LIMIT ${limit}`;
}

/** Locks a stale step under the attempt it was seen with; false when its worker ended it or lost it meanwhile. Call with the mission locked. */
export async function isStillHeld(db: Db, { id, attempt }: Pick<StaleStep, 'id' | 'attempt'>): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM ops_mission_steps WHERE id = ${id}::uuid AND attempt = ${attempt} AND status = 'running' FOR UPDATE`;
  return rows.length === 1;
}

/** Takes a stale step from its worker and gives it back to its queue; its new nudge. Call after `isStillHeld`. */
export async function returnStale(db: Db, id: string): Promise<number> {
  const [row] = await db.$queryRaw<[{ nudge: number }]>`
    UPDATE ops_mission_steps SET status = 'queued', nudge = nudge + 1, lease_until = NULL, renewals = 0, nudged_at = clock_timestamp(),
           last_error = 'its worker did not end', updated_at = now() WHERE id = ${id}::uuid RETURNING nudge`;
  return row.nudge;
}
