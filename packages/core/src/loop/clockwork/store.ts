import { beatIsDue } from '../../company/runs/index.ts';
import { HELD } from '../../desk/states/index.ts';
import { type Db, Prisma } from '../../kernel/db/index.ts';
import { anchoring, toReading, type WorldReading, type WorldRow } from '../../kernel/world/index.ts';

export interface Unfinished {
  readonly steps: number;
  readonly deliveries: number;
  readonly turns: number;
  readonly rules: number;
  readonly beats: number;
  readonly watched: boolean;
}

/** What is ahead of company time. */
export interface Due {
  /** When the next scheduled rule is due; null: none is. */
  readonly ruleDue: Date | null;
  readonly beatDue: Date | null;
}

// Over partial indexes.
const unfinished = (now: Date) => Prisma.sql`
  SELECT (SELECT count(*)::int FROM ops_mission_steps WHERE status = 'running' OR status = 'queued'
         AND ready_at IS NOT NULL AND not_before <= clock_timestamp()) AS steps,
         (SELECT count(*)::int FROM ops_event_deliveries WHERE state = 'running' OR state = 'queued'
           AND not_before <= clock_timestamp())
           + (SELECT count(*)::int FROM ops_agent_reactions WHERE status = 'queued'
           AND not_before <= clock_timestamp()) AS deliveries,
         (SELECT count(*)::int FROM ops_roundtable_turns
           WHERE state IN ('queued', 'running') AND ready_at IS NOT NULL
             AND (state = 'running' OR not_before <= clock_timestamp())) AS turns,
         (SELECT count(*)::int FROM ops_trigger_rules WHERE rule_type = 'proactive' AND enabled
           AND (next_due_at IS NULL OR next_due_at <= ${now})) AS rules,
         (SELECT count(*)::int FROM ops_beats WHERE id = 1 AND ${beatIsDue(now)}) AS beats,
         coalesce((SELECT watched_until >= ${now} FROM ops_world WHERE id = 1), false) AS watched,
         (SELECT min(next_due_at) FROM ops_trigger_rules WHERE rule_type = 'proactive' AND enabled) AS "ruleDue",
         (SELECT next_due_at FROM ops_beats WHERE id = 1) AS "beatDue"`;

/** What is due at company time `now` and not done yet, and what comes next, in one statement. */
export async function readUnfinished(db: Db, now: Date): Promise<Unfinished & Due> {
  const [row] = await db.$queryRaw<[Unfinished & Due]>`${unfinished(now)}`;
  return row;
}

export interface MoveOn {
  readonly now: Date;
  /** When the next bar closes; null: none does. */
  readonly barClose: Date | null;
  /** Company time goes no further; null: it has no end. */
  readonly endsAt: Date | null;
  /** The number under which the calendar is held. */
  readonly fence: number;
}

/**
 * Reads what is unfinished, and moves company time to the next instant in the same statement where nothing is and there
 * is one: `nextInstant` at a speed without bound. `moved` is null where it did not.
 */
export async function moveOn(
  db: Db,
  { now, barClose, endsAt, fence }: MoveOn,
): Promise<Unfinished & Due & { readonly moved: WorldReading | null }> {
  const next = Prisma.sql`
    SELECT n.at AS company, n.at AS horizon FROM u CROSS JOIN LATERAL (
      SELECT least(CASE WHEN u."ruleDue" > ${now} THEN u."ruleDue" END, CASE WHEN u."beatDue" > ${now}
        THEN u."beatDue" END, ${barClose}::timestamptz) AS at) n
    WHERE u.steps + u.deliveries + u.turns + u.rules + u.beats = 0 AND u.watched AND n.at IS NOT NULL
      AND (${endsAt}::timestamptz IS NULL OR n.at <= ${endsAt}::timestamptz)`;
  const [row] = await db.$queryRaw<[Unfinished & Due & Nullable<WorldRow>]>`
    WITH u AS (${unfinished(now)}), moved AS (${anchoring(next, fence)})
    SELECT u.*, moved.* FROM u LEFT JOIN moved ON true`;
  const { steps, deliveries, turns, rules, beats, watched, ruleDue, beatDue, ...world } = row;
  const moved = world.market === null ? null : toReading(world as WorldRow);
  return { steps, deliveries, turns, rules, beats, watched, ruleDue, beatDue, moved };
}

type Nullable<T> = { readonly [Key in keyof T]: T[Key] | null };

export interface Held {
  /** Positions that are held, those that are being closed included. */
  readonly count: number;
  /** Up to when the open position that has been looked at least was; null where none is open. */
  readonly since: Date | null;
  /** For how long the oldest exit that may run has waited for a worker (milliseconds of the database's clock). */
  readonly waitingMs: number;
  /** What is held, with its stop, for people. */
  readonly said: string;
}

/** What is held and what of its protection waits, in one statement over partial indexes. */
export async function readHeld(db: Db): Promise<Held> {
  const [row] = await db.$queryRaw<Held[]>`
    SELECT count(p.id)::int AS count,
           min(coalesce(p.watched_until, p.opened_at)) FILTER (WHERE p.status = 'open') AS since,
           coalesce(string_agg(i.symbol || coalesce(' (stop ' || trim_scale(p.stop_loss)::text || ')', ''), ', '
             ORDER BY i.symbol), '') AS said,
           coalesce((SELECT max(extract(epoch FROM clock_timestamp() - greatest(s.ready_at, s.not_before)) * 1000)
             FROM ops_mission_steps s
             WHERE s.status = 'queued' AND s.ready_at IS NOT NULL AND s.not_before <= clock_timestamp()
               AND s.kind = 'close_position'), 0)::float8 AS "waitingMs"
    FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id WHERE p.status IN ${HELD}`;
  return row ?? { count: 0, since: null, waitingMs: 0, said: '' };
}
