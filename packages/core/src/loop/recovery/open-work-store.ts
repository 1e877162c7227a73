import type { Db } from '../../kernel/db/index.ts';
import type { Nudge } from '../../kernel/queues/index.ts';

export interface OpenWork extends Nudge {
  readonly queue: string;
  /** Whether a worker has it, who may be dead. */
  readonly held: boolean;
  /** How long it is to wait yet (machine milliseconds). */
  readonly delayMs: number;
}

/**
 * Work that is held or ready: what is held first, the rest as it became ready, of one commit steps and turns before
 * events. That is the order in which one process alone does it.
 */
export async function listOpenWork(db: Db): Promise<readonly OpenWork[]> {
  return db.$queryRaw<OpenWork[]>`
    SELECT w.queue, w.row_id AS "rowId", w.nudge, w.held,
           greatest(0, extract(epoch FROM w.not_before - clock_timestamp()) * 1000)::float8 AS "delayMs"
    FROM (
      SELECT kind::text AS queue, id AS row_id, nudge, status = 'running' AS held, not_before, 1 AS rank,
             xmin::text::bigint AS tx FROM ops_mission_steps
      WHERE status = 'running' OR status = 'queued' AND ready_at IS NOT NULL
      UNION ALL SELECT 'turns', id, nudge, state = 'running', not_before, 2, xmin::text::bigint
      FROM ops_roundtable_turns WHERE state IN ('queued', 'running') AND ready_at IS NOT NULL
      UNION ALL SELECT 'initiative', id, nudge, state = 'running', not_before, 3, xmin::text::bigint
      FROM ops_initiative_queue WHERE state IN ('queued', 'running')
      UNION ALL SELECT 'events', event_id, nudge, state = 'running', not_before, 4, xmin::text::bigint
      FROM ops_event_deliveries WHERE state IN ('queued', 'running') AND consumer = 'rules') w
    ORDER BY w.held DESC, w.tx, w.rank, w.row_id`;
}

export interface Begun {
  /** Whether a scheduled rule has had its turn at this instant. */
  readonly rules: boolean;
  /** Whether a beat was taken and not ended. */
  readonly beat: boolean;
  /** Whether somebody may still hold that beat. */
  readonly beatHeld: boolean;
}

/** How far the instant `now` had come when whoever played it stopped. */
export async function readBegun(db: Db, now: Date): Promise<Begun> {
  const [row] = await db.$queryRaw<Begun[]>`
    SELECT EXISTS (SELECT 1 FROM ops_rule_firings WHERE event_id IS NULL AND fired_at = ${now}) AS rules,
           EXISTS (SELECT 1 FROM ops_beats WHERE lease_until IS NOT NULL) AS beat,
           EXISTS (SELECT 1 FROM ops_beats WHERE lease_until > clock_timestamp()) AS "beatHeld"`;
  return row ?? { rules: false, beat: false, beatHeld: false };
}
