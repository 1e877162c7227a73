import { beatIsDue } from '../../company/runs/index.ts';
import type { Db } from '../../kernel/db/index.ts';

export interface Unfinished {
  readonly steps: number;
  readonly deliveries: number;
  readonly turns: number;
  readonly rules: number;
  readonly beats: number;
  readonly watched: boolean;
}

/** What is due at company time `now` and not done yet, in one statement over partial indexes. */
export async function readUnfinished(db: Db, now: Date): Promise<Unfinished> {
  const [row] = await db.$queryRaw<Unfinished[]>`
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
           coalesce((SELECT watched_until >= ${now} FROM ops_world WHERE id = 1), false) AS watched`;
  return row ?? { steps: 0, deliveries: 0, turns: 0, rules: 0, beats: 0, watched: true };
}
