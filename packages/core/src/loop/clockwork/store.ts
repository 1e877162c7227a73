import { beatIsDue } from '../../company/runs/index.ts';
import { HELD } from '../../desk/states/index.ts';
import type { Db } from '../../kernel/db/index.ts';

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

/** What is due at company time `now` and not done yet, and what comes next, in one statement over partial indexes. */
export async function readUnfinished(db: Db, now: Date): Promise<Unfinished & Due> {
  const [row] = await db.$queryRaw<(Unfinished & Due)[]>`
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
  return row ?? NOTHING;
}

const NOTHING: Unfinished & Due = {
  ...{ steps: 0, deliveries: 0, turns: 0, rules: 0, beats: 0, watched: true },
  ...{ ruleDue: null, beatDue: null },
};

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
