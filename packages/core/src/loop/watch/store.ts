import { HELD } from '../../desk/states/index.ts';
import type { Db } from '../../kernel/db/index.ts';

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
