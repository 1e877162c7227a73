import { stepSql } from '../../desk/states/index.ts';
import type { Db } from '../../kernel/db/index.ts';
import type { StepKind } from '../kinds/index.ts';
import { MOST_FAILURES } from '../reactions/index.ts';
import type { DeadStep } from './dead-letter.ts';

const toClosing = stepSql('open', 'closing');

export interface DeadStepRow extends Omit<DeadStep, 'reserved'> {
  readonly id: string;
  readonly missionId: string;
  readonly proposalId: string;
  readonly positionId: string | null;
  readonly title: string;
  readonly seq: number;
}

/** Locks the mission of a step; null when there is no such step. */
export async function lockMissionOf(db: Db, stepId: string): Promise<{ readonly missionId: string } | null> {
  const [row] = await db.$queryRaw<{ missionId: string }[]>`
    SELECT m.id AS "missionId" FROM ops_missions m JOIN ops_mission_steps s ON s.mission_id = m.id
           WHERE s.id = ${stepId}::uuid FOR UPDATE OF m`;
  return row ?? null;
}

/** A step that is a dead letter, with what decides about a retry; null when it is none. Call after `lockMissionOf`. */
export async function findDeadStep(db: Db, id: string): Promise<DeadStepRow | null> {
  const [row] = await db.$queryRaw<DeadStepRow[]>`
    SELECT s.id, s.mission_id AS "missionId", s.seq, s.kind::text AS kind, m.mission_type::text AS "missionType",
           m.title, m.proposal_id AS "proposalId",
           m.position_id AS "positionId", p.status::text AS "positionStatus",
           s.kind IN ('calculate_risk', 'execute_trade') OR s.kind = 'scale_position'
           AND s.payload->>'direction' = 'up' AS buys,
           EXISTS (SELECT 1 FROM ops_orders o WHERE o.step_id = s.id) AS ordered
    FROM ops_mission_steps s JOIN ops_missions m ON m.id = s.mission_id LEFT
      JOIN ops_positions p ON p.id = m.position_id
    WHERE s.id = ${id}::uuid AND s.dead_letter FOR UPDATE OF s`;
  return row ?? null;
}

/**
 * Puts a dead letter back into its queue under a new nudge, the steps after it back to waiting, its mission back to
 * running.
 */
export async function reviveStep(
  db: Db,
  { id, missionId, seq }: Pick<DeadStepRow, 'id' | 'missionId' | 'seq'>,
): Promise<number> {
  const [row] = await db.$queryRaw<[{ nudge: number }]>`
    WITH later AS (
      UPDATE ops_mission_steps SET status = 'queued', reason = NULL, finished_at = NULL, ready_at = NULL,
        updated_at = now()
      WHERE mission_id = ${missionId}::uuid AND seq > ${seq} AND status = 'failed' AND reason = 'skipped'),
    mission AS (UPDATE ops_missions SET status = 'running', ended_at = NULL, updated_at = now()
      WHERE id = ${missionId}::uuid)
    UPDATE ops_mission_steps SET status = 'queued', dead_letter = false, failures = 0, reason = NULL,
           finished_at = NULL, nudge = nudge + 1,
           ready_at = clock_timestamp(), not_before = clock_timestamp(), nudged_at = clock_timestamp(),
           updated_at = now()
    WHERE id = ${id}::uuid RETURNING nudge`;
  return row.nudge;
}

/** Takes an open position for the close that is tried again; false when it is not open any more. */
export async function takeForClose(db: Db, positionId: string): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE ops_positions SET status = ${toClosing.to}, updated_at = now()
    WHERE id = ${positionId}::uuid AND status = ${toClosing.from}`;
  return changed === 1;
}

/** Puts the rules' failed look at an event back into its queue under a new nudge; null when it is no dead letter. */
export async function reviveDelivery(db: Db, eventId: string): Promise<number | null> {
  const [row] = await db.$queryRaw<{ nudge: number }[]>`
    UPDATE ops_event_deliveries SET state = 'queued', failures = 0, nudge = nudge + 1, not_before = clock_timestamp(),
      nudged_at = clock_timestamp()
    WHERE event_id = ${eventId}::uuid AND consumer = 'rules' AND state = 'failed' RETURNING nudge`;
  return row?.nudge ?? null;
}

/** Whether an event was ever to be looked at by the rules. */
export async function hasDelivery(db: Db, eventId: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM ops_event_deliveries WHERE event_id = ${eventId}::uuid AND consumer = 'rules'`;
  return rows.length > 0;
}

/** Lets an agent's look for work that was given up be tried again, by the next sweep; false when it is none. */
export async function reviveInitiative(db: Db, id: string): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE ops_initiative_queue SET state = 'queued', nudge = nudge + 1, nudged_at = NULL, outcome = NULL,
      updated_at = now()
    WHERE id = ${id}::uuid AND state = 'failed'`;
  return changed === 1;
}

/** Whether there is such a look for work. */
export async function hasInitiative(db: Db, id: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`SELECT 1 FROM ops_initiative_queue WHERE id = ${id}::uuid`;
  return rows.length > 0;
}

export interface DeadLetterRow {
  readonly id: string;
  readonly type: 'step' | 'event' | 'notification' | 'reaction' | 'initiative';
  readonly kind: StepKind | string;
  readonly missionId: string | null;
  readonly title: string;
  readonly failures: number;
  readonly error: string | null;
  /** Machine time. */
  readonly since: Date;
}

const NEWEST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Everything that was put aside after too many failures, newest id first, ids below `before`. */
export async function listDeadLetters(
  db: Db,
  { before, limit }: { readonly before: string | null; readonly limit: number },
): Promise<readonly DeadLetterRow[]> {
  const below = before ?? NEWEST;
  return db.$queryRaw<DeadLetterRow[]>`
    (SELECT s.id, 'step' AS type, s.kind::text AS kind, s.mission_id AS "missionId", m.title, s.failures,
     coalesce(s.last_error, s.reason) AS error, s.updated_at AS since
     FROM ops_mission_steps s JOIN ops_missions m ON m.id = s.mission_id WHERE s.dead_letter AND s.id < ${below}::uuid
       ORDER BY s.id DESC LIMIT ${limit})
    UNION ALL
    (SELECT e.id, 'event', e.kind, e.mission_id, e.title, d.failures, d.last_error, coalesce(d.nudged_at, d.not_before)
     FROM ops_event_deliveries d JOIN ops_agent_events e ON e.id = d.event_id WHERE d.state = 'failed'
       AND d.event_id < ${below}::uuid ORDER BY d.event_id DESC LIMIT ${limit})
    UNION ALL
    (SELECT n.id, 'notification', n.template, NULL, n.body ->> 'title', n.attempts, n.last_error, n.updated_at
     FROM ops_notifications n WHERE n.state = 'dead' AND n.id < ${below}::uuid ORDER BY n.id DESC LIMIT ${limit})
    UNION ALL
    (SELECT r.id, 'reaction', r.reaction_type, NULL, e.title, r.failures, r.outcome, r.updated_at
     FROM ops_agent_reactions r JOIN ops_agent_events e ON e.id = r.trigger_event_id
     WHERE r.status = 'skipped' AND r.failures >= ${MOST_FAILURES} AND r.id < ${below}::uuid ORDER BY r.id DESC
       LIMIT ${limit})
    UNION ALL
    (SELECT q.id, 'initiative', q.agent_id::text, NULL, upper(q.agent_id::text) || ' looks for work of its own',
     q.attempt, q.outcome, q.updated_at
     FROM ops_initiative_queue q WHERE q.state = 'failed' AND q.id < ${below}::uuid ORDER BY q.id DESC LIMIT ${limit})
    ORDER BY id DESC LIMIT ${limit}`;
}
