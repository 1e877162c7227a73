import type { Db } from '@atc/core/kernel/db';
import type { FlowGroup } from './flow.ts';

/**
 * Signals taken in since then, by the first step that they did not take and by why. Of several proposals of a signal
 * the accepted one counts, else the newest.
 */
export async function listFlowGroups(
  db: Db,
  { since, confident }: { readonly since: Date; readonly confident: number },
): Promise<readonly FlowGroup[]> {
  return db.$queryRaw<FlowGroup[]>`
    WITH objected AS (
      SELECT DISTINCT ON (e.fields ->> 'signalId') e.fields ->> 'signalId' AS signal_id,
             e.fields -> 'objections' ->> 0 AS objection
      FROM ops_agent_events e WHERE e.kind = 'signal.evaluated' AND e.occurred_at >= ${since}::timestamptz
      ORDER BY e.fields ->> 'signalId', e.id DESC),
    followed AS (
      SELECT s.id, s.observed_at, s.status::text AS status, s.refusal, s.confidence, o.objection, p.id AS proposal_id,
             p.status::text AS decided, coalesce(p.resolution, p.resolved_by) AS resolution,
             p.reasons -> 0 ->> 'check' AS gate_check, p.reasons -> 0 ->> 'message' AS gate_says,
             coalesce(x.filled_qty > 0, false) OR ordered.bought IS TRUE AS traded,
             coalesce(n.status = 'failed', false) AS failed
      FROM ops_signals s LEFT JOIN objected o ON o.signal_id = s.id::text
      LEFT JOIN LATERAL (
        SELECT q.* FROM ops_trading_proposals q WHERE q.signal_id = s.id AND q.mission_type <> 'analysis'
        ORDER BY q.status = 'accepted' DESC, q.id DESC LIMIT 1) p ON true
      LEFT JOIN LATERAL (SELECT filled_qty FROM ops_positions WHERE entry_proposal_id = p.id LIMIT 1) x ON true
      LEFT JOIN LATERAL (SELECT id, status FROM ops_missions WHERE proposal_id = p.id LIMIT 1) n ON true
      LEFT JOIN LATERAL (
        SELECT true AS bought FROM ops_mission_steps t JOIN ops_orders r ON r.step_id = t.id
        WHERE t.mission_id = n.id AND r.filled_qty > 0 LIMIT 1) ordered ON true
      WHERE s.observed_at >= ${since}::timestamptz),
    lost AS (
      SELECT f.*, CASE
        WHEN confidence IS NULL THEN 'analysed' WHEN confidence < ${confident}::float8 THEN 'confident'
        WHEN proposal_id IS NULL THEN 'proposed' WHEN decided = 'rejected' AND gate_check IS NOT NULL THEN 'passed'
        WHEN decided <> 'accepted' THEN 'accepted' WHEN NOT traded THEN 'traded' END AS lost_at
      FROM followed f),
    told AS (
      SELECT observed_at, lost_at,
        CASE lost_at
          WHEN 'analysed' THEN CASE status WHEN 'refused' THEN 'refused' WHEN 'expired' THEN 'expired'
                               ELSE 'waiting' END
          WHEN 'confident' THEN 'unsure'
          WHEN 'proposed' THEN CASE WHEN objection IS NOT NULL THEN 'objection' WHEN status = 'claimed' THEN 'planning'
                               ELSE 'unclaimed' END
          WHEN 'passed' THEN 'gate'
          WHEN 'accepted' THEN CASE decided WHEN 'pending' THEN 'waiting' ELSE 'rejected' END
          WHEN 'traded' THEN CASE WHEN failed THEN 'failed' ELSE 'waiting' END END AS why,
        CASE lost_at WHEN 'analysed' THEN refusal WHEN 'proposed' THEN objection WHEN 'passed' THEN gate_says
          WHEN 'accepted' THEN resolution END AS says,
        -- What a gate says has the figures of one moment in it: its check is the reason.
        CASE lost_at WHEN 'passed' THEN gate_check WHEN 'analysed' THEN refusal WHEN 'proposed' THEN objection
          WHEN 'accepted' THEN resolution END AS reason
      FROM lost)
    SELECT lost_at AS "lostAt", why, (array_agg(says ORDER BY observed_at DESC))[1] AS says, count(*)::int AS count
    FROM told GROUP BY lost_at, why, reason ORDER BY count(*) DESC, why, 3`;
}
