import { lateErrors } from '../../company/runs/index.ts';
import type { Db } from '../../kernel/db/index.ts';
import { DAY_MS } from '../../kernel/time/index.ts';
import { debateTerms } from '../reviews/index.ts';

/** What the records say about the aims, besides the trades. Times are company time. */
export interface GoalFacts {
  readonly deadLetters: number;
  /** Operations of the heartbeat that failed in the last 7 days, but for those that had no time. */
  readonly failedOperations: number;
  /** Those that had no time: the machine was slow, and nothing crashed. */
  readonly lateOperations: number;
  /** Ended conversations, desk reviews not counted. */
  readonly talks: number;
  /**
   * Proactive topics of agents that had something to recall, sure enough for the policy, and those that a memory
   * influenced.
   */
  readonly topics: number;
  readonly topicsFromMemory: number;
  /** Debates at which two sat who get on badly, that ended with a verdict. */
  readonly debates: number;
  /** Positions opened without an operator. */
  readonly autonomousTrades: number;
  readonly memories: number;
  readonly promotedMemories: number;
  readonly driftedPairs: number;
  /** Steps and missions that the heartbeat took up again. */
  readonly recoveredSteps: number;
  /** Steps whose worker has been silent for half an hour of machine time. */
  readonly staleSteps: number;
  readonly initiativeProposals: number;
  readonly initiativeOn: boolean;
  /** Ideas of agents that were settled as right or wrong, and those that were right. */
  readonly ideasSettled: number;
  readonly ideasRight: number;
  readonly voiceChanges: number;
  /** Results of the last 7 days and of the 7 before, USD. */
  readonly weekUsd: number;
  readonly weekBeforeUsd: number;
  readonly fills: number;
  /** Fills that lead back to no proposal. */
  readonly unexplainedFills: number;
}

/** Reads the facts for the aims at company time `now`. */
export async function readGoalFacts(db: Db, now: Date): Promise<GoalFacts> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const [row] = await db.$queryRaw<[GoalFacts]>`
    WITH talks AS (SELECT r.id, r.format, r.verdict, r.participants FROM ops_roundtable_queue r
      WHERE r.status = 'succeeded' AND r.format <> 'desk_review'),
    able AS (
      SELECT m.agent_id::text AS agent, min(m.learned_at) AS since FROM ops_agent_memory m, ops_policy p
      WHERE p.key = 'memory_influence_policy' AND m.confidence >= (p.value ->> 'min_confidence')::float8
        AND p.value -> 'types_used' ? m.type::text GROUP BY 1),
    topics AS (
      SELECT f.proposal_id FROM ops_rule_firings f JOIN ops_trigger_rules r ON r.id = f.rule_id
      JOIN able ON able.agent = r.action_config ->> 'targetAgent' AND able.since <= f.fired_at
      WHERE f.outcome = 'fired' AND r.rule_type = 'proactive'),
    failed AS (
      SELECT coalesce(errors ->> 0, '') ~ ${`^(${lateErrors.join('|')})|due to (statement|lock) timeout`} AS late
             FROM ops_action_runs
      WHERE status = 'failed' AND beat IS NOT NULL AND started_at > ${daysAgo(7)}),
    closed AS (SELECT pnl, closed_at FROM ops_trade_outcomes WHERE closed_at > ${daysAgo(14)})
    SELECT (SELECT count(*) FROM ops_mission_steps WHERE dead_letter)::int AS "deadLetters",
      (SELECT count(*) FROM failed WHERE NOT late)::int AS "failedOperations",
      (SELECT count(*) FROM failed WHERE late)::int AS "lateOperations",
      (SELECT count(*) FROM talks)::int AS talks,
      (SELECT count(*) FROM topics)::int AS topics,
      (SELECT count(*) FROM topics
        WHERE proposal_id::text IN (SELECT subject_id FROM ops_memory_uses
        WHERE subject_kind = 'proposal'))::int AS "topicsFromMemory",
      (SELECT count(*) FROM talks WHERE format = 'debate' AND verdict IS NOT NULL AND EXISTS (
        SELECT 1 FROM ops_agent_relationships a WHERE a.affinity < ${debateTerms.lowAffinity}
               AND ARRAY[a.agent_a, a.agent_b] <@ participants))::int AS debates,
      (SELECT count(*) FROM ops_positions t JOIN ops_trading_proposals p ON p.id = t.entry_proposal_id
        WHERE t.opened_at IS NOT NULL AND p.origin_kind <> 'operator'
          AND p.route <> 'operator')::int AS "autonomousTrades",
      (SELECT count(*) FROM ops_agent_memory WHERE evicted_at IS NULL AND superseded_by IS NULL)::int AS memories,
      (SELECT count(*) FROM ops_agent_memory WHERE promoted_at IS NOT NULL)::int AS "promotedMemories",
      (SELECT count(*) FROM ops_agent_relationships WHERE jsonb_array_length(drift_log) > 0)::int AS "driftedPairs",
      (SELECT coalesce(sum((details ->> 'failed')::int + (details ->> 'returned')::int + (details ->> 'freed')::int), 0)
        FROM ops_action_runs WHERE action_type = 'recoverStaleSteps' AND details ? 'freed')::int AS "recoveredSteps",
      (SELECT count(*) FROM ops_mission_steps WHERE status = 'running'
        AND lease_until < clock_timestamp() - interval '30 minutes')::int AS "staleSteps",
      (SELECT count(*) FROM ops_trading_proposals WHERE origin_kind = 'initiative')::int AS "initiativeProposals",
      coalesce((SELECT (value ->> 'enabled')::boolean FROM ops_policy WHERE key = 'initiative_policy'),
      false) AS "initiativeOn",
      (SELECT count(*) FROM ops_ideas WHERE proved_right IS NOT NULL)::int AS "ideasSettled",
      (SELECT count(*) FROM ops_ideas WHERE proved_right)::int AS "ideasRight",
      (SELECT count(*) FROM ops_voice_history)::int AS "voiceChanges",
      (SELECT coalesce(sum(pnl) FILTER (WHERE closed_at > ${daysAgo(7)}), 0) FROM closed)::float8 AS "weekUsd",
      (SELECT coalesce(sum(pnl) FILTER (WHERE closed_at <= ${daysAgo(7)}), 0) FROM closed)::float8 AS "weekBeforeUsd",
      (SELECT count(*) FROM ops_fills)::int AS fills,
      (SELECT count(*) FROM ops_fills f JOIN ops_orders o ON o.id = f.order_id LEFT
        JOIN ops_mission_steps s ON s.id = o.step_id
        LEFT JOIN ops_missions m ON m.id = s.mission_id LEFT JOIN ops_positions t ON t.id = o.position_id
        WHERE coalesce(m.proposal_id, t.entry_proposal_id) IS NULL)::int AS "unexplainedFills"`;
  return row;
}
