import { type Db, Prisma } from '../../kernel/db/index.ts';
import type { StepKind } from '../kinds/index.ts';

export interface StaleStep {
  readonly id: string;
  readonly missionId: string;
  readonly seq: number;
  readonly kind: StepKind;
  /** Whether its lease is still renewed, so that its handler must hang; else it lapsed, and nobody gave it back. */
  readonly hung: boolean;
  /** Whether an order was intended for it: then the venue's word is its end. */
  readonly ordered: boolean;
}

export interface StaleAfter {
  /** Renewals of a lease count time that no jump of a clock changes. */
  readonly renewals: number;
  /** Machine time since a lease that nobody renews any more ran out. */
  readonly lapsedMs: number;
}

const isStale = ({ renewals, lapsedMs }: StaleAfter) => Prisma.sql`
  s.status = 'running'
  AND (s.renewals >= ${renewals}
  OR s.lease_until < clock_timestamp() - make_interval(secs => ${lapsedMs / 1000}::float8))`;

/**
 * Running steps whose lease was renewed so often that their handler must hang, and those whose lease lapsed that long
 * ago.
 */
export async function listStale(db: Db, after: StaleAfter, limit: number): Promise<readonly StaleStep[]> {
  return db.$queryRaw<StaleStep[]>`
    SELECT s.id, s.mission_id AS "missionId", s.seq, s.kind::text AS kind, s.renewals >= ${after.renewals} AS hung,
           EXISTS (SELECT 1 FROM ops_orders o WHERE o.step_id = s.id) AS ordered
    FROM ops_mission_steps s WHERE ${isStale(after)} ORDER BY s.lease_until LIMIT ${limit}`;
}

/**
 * Locks a step that is still stale; false when its worker renewed or ended it meanwhile. Call with the mission locked.
 */
export async function isStillStale(db: Db, id: string, after: StaleAfter): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM ops_mission_steps s WHERE s.id = ${id}::uuid AND ${isStale(after)} FOR UPDATE`;
  return rows.length === 1;
}

/** Takes a stale step from its worker and gives it back to its queue; its new nudge. Call after `isStillStale`. */
export async function returnStale(db: Db, id: string): Promise<number> {
  const [row] = await db.$queryRaw<[{ nudge: number }]>`
    UPDATE ops_mission_steps SET status = 'queued', nudge = nudge + 1, lease_until = NULL, renewals = 0,
           nudged_at = clock_timestamp(),
           last_error = 'its worker did not end', updated_at = now() WHERE id = ${id}::uuid RETURNING nudge`;
  return row.nudge;
}

export interface StrandedMission {
  readonly missionId: string;
  /** Of the first step that has not ended, or the last one. */
  readonly kind: StepKind;
}

const stranded = Prisma.sql`
  m.status IN ('approved', 'running') AND NOT EXISTS (
    SELECT 1 FROM ops_mission_steps s WHERE s.mission_id = m.id
           AND (s.status = 'running' OR s.status = 'queued' AND s.ready_at IS NOT NULL))`;

/** Whether there is a stale step or a mission that nobody would go on with. */
export const anyLost = (after: StaleAfter) => Prisma.sql`
  (EXISTS (SELECT 1 FROM ops_mission_steps s WHERE ${isStale(after)})
    OR EXISTS (SELECT 1 FROM ops_missions m WHERE ${stranded}))`;

/** Missions under way of which no step runs or is ready: nobody would ever go on with them. */
export async function listStranded(db: Db, limit: number): Promise<readonly StrandedMission[]> {
  return db.$queryRaw<StrandedMission[]>`
    SELECT m.id AS "missionId", (SELECT s.kind::text FROM ops_mission_steps s WHERE s.mission_id = m.id
           ORDER BY s.status <> 'queued', s.seq LIMIT 1) AS kind
    FROM ops_missions m WHERE ${stranded} LIMIT ${limit}`;
}

/**
 * Skips the waiting steps of a mission that come after a failed one, and makes the one ready whose turn it is. Call
 * with the mission locked.
 */
export async function freeStranded(db: Db, missionId: string, at: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_mission_steps s SET status = 'failed', reason = 'skipped', finished_at = ${at}, updated_at = now()
    WHERE s.mission_id = ${missionId}::uuid AND s.status = 'queued'
      AND EXISTS (SELECT 1 FROM ops_mission_steps p WHERE p.mission_id = s.mission_id AND p.seq < s.seq
        AND p.status = 'failed')`;
  await db.$executeRaw`
    UPDATE ops_mission_steps s SET ready_at = clock_timestamp(), updated_at = now()
    WHERE s.mission_id = ${missionId}::uuid AND s.status = 'queued' AND s.ready_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM ops_mission_steps p WHERE p.mission_id = s.mission_id AND p.seq < s.seq
        AND p.status <> 'succeeded')`;
}
