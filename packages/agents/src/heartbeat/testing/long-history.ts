import type { BaseDb } from '@atc/core/kernel/db';

export interface HistoryWish {
  /** Events in all; a tenth as many closed trades and stored memories. */
  readonly events: number;
  /** Company time at its end. */
  readonly until: Date;
  /** Events that are there already. */
  readonly from?: number;
}

/** One event a minute of company time, whatever the length: a longer history reaches further back. */
const MINUTE = "interval '1 minute'";
const BATCH = 100_000;

/**
 * Writes the history of a company that has been trading for long: everything settled, decided, learned and delivered.
 */
export async function writeHistory(db: BaseDb, { events, until, from = 0 }: HistoryWish): Promise<void> {
  const run = (sql: string) => db.$executeRawUnsafe(sql);
  await run('DROP TABLE IF EXISTS history');
  await run(`
    CREATE UNLOGGED TABLE history AS
    SELECT g, uuidv7(-g * ${MINUTE}) AS event, uuidv7(-g * ${MINUTE}) AS proposal, uuidv7(-g * ${MINUTE}) AS mission,
           uuidv7(-g * ${MINUTE}) AS position,
           '${until.toISOString()}'::timestamptz - g * ${MINUTE} AS at, now() - g * ${MINUTE} AS made,
           g % 10 = 0 AS trade
    FROM generate_series(${from + 1}, ${events}) g`);
  await run('CREATE INDEX ON history (g)');
  for (let first = from; first < events; first += BATCH)
    for (const part of parts(`g > ${first} AND g <= ${first + BATCH}`)) await run(part);
  await run('DROP TABLE history');
  await run('VACUUM ANALYZE');
}

const AGENTS = "(ARRAY['atlas', 'sage', 'scout', 'growth', 'intel', 'observer'])";
const KINDS =
  "(ARRAY['trade.closed', 'signal.received', 'signal.analyzed', 'scan.finished', " +
  "'proposal.accepted', 'proposal.rejected', 'mission.failed', 'risk.assessed', 'trade.executed', " +
  "'position.watched'])";
const TYPES = "(ARRAY['insight', 'pattern', 'strategy', 'preference', 'lesson'])";
const ACCOUNT = '(SELECT id FROM ops_accounts ORDER BY id LIMIT 1)';
const INSTRUMENT =
  '(SELECT ids[1 + (h.g / 10) % cardinality(ids)] FROM (SELECT array_agg(id ORDER BY id) AS ids FROM ' +
  'ops_instruments) i)';
const GAIN = '(h.g % 9973 * 7919 % 200 - 95)';

const parts = (range: string): readonly string[] => [
  `
    INSERT INTO ops_trading_proposals (id, agent_id, title, mission_type, account_id, instrument_id, origin_kind,
      origin_id, proposed_steps, status, dedupe_key, proposed_at, created_at, updated_at)
   SELECT proposal, 'scout', 'Buy', 'entry', ${ACCOUNT}, ${INSTRUMENT}, 'event', 'history', '[]', 'accepted',
          'history:' || g, at, made, made FROM history h WHERE trade AND ${range}`,
  `
    INSERT INTO ops_missions (id, proposal_id, title, mission_type, status, created_by, approved_at, ended_at,
      created_at, updated_at)
   SELECT mission, proposal, 'Buy', 'entry', 'succeeded', 'scout', at, at, made, made FROM history h WHERE trade
          AND ${range}`,
  `
    INSERT INTO ops_mission_steps (id, mission_id, seq, kind, status, payload, result, ready_at, nudged_at, started_at,
      finished_at, created_at, updated_at)
   SELECT uuidv7(-g * ${MINUTE}), mission, s,
          (ARRAY['calculate_risk', 'execute_trade', 'monitor_position'])[s]::"StepKind", 'succeeded', '{}',
          '{"ok": true}', made, made, at, at, made, made
   FROM history h, generate_series(1, 3) s WHERE trade AND ${range}`,
  `
    INSERT INTO ops_positions (id, account_id, instrument_id, status, entry_proposal_id, filled_qty, entry_price,
      entry_cost_usd, proceeds_usd, fees_usd, realized_pnl, stop_loss, exit_reason, signal_source, opened_at,
      closed_at, created_at, updated_at)
   SELECT position, ${ACCOUNT}, ${INSTRUMENT}, 'closed', proposal, 60, 1, 60, 60 + ${GAIN} / 10.0, 0.12,
          ${GAIN} / 10.0, 0.7, 'take_profit', 'scan', at - interval '3 hours', at, made, made FROM history h
          WHERE trade AND ${range}`,
  `
    INSERT INTO ops_trade_outcomes (id, trade_id, instrument_id, entry_price, exit_price, quantity, entry_cost_usd,
      proceeds_usd, fees_usd, pnl, pnl_pct, hold_time, outcome_type, exit_reason, signal_source, lessons_learned,
      learned_at, opened_at, closed_at, created_at)
   SELECT uuidv7(-g * ${MINUTE}), position, ${INSTRUMENT}, 1, 1 + ${GAIN} / 600.0, 60, 60, 60 + ${GAIN} / 10.0, 0.12,
          ${GAIN} / 10.0 - 0.12, ${GAIN} / 600.0, 60 + h.g % 3000,
          CASE WHEN ${GAIN} > 5 THEN 'win' WHEN ${GAIN} < -5 THEN 'loss' ELSE 'breakeven' END::"OutcomeType", CASE
            WHEN ${GAIN} > 5 THEN 'take_profit' ELSE 'stop_loss' END::"ExitReason",
          (ARRAY['scan', 'my-monitor', 'kol'])[1 + h.g / 10 % 3], ARRAY['waited for volume'], at,
            at - interval '3 hours', at, made FROM history h WHERE trade AND ${range}`,
  `
    INSERT INTO ops_agent_events (id, agent_id, kind, title, summary, tags, trade_id, pnl, fields, occurred_at,
      created_at)
   SELECT event, ${AGENTS}[1 + g % 6]::"AgentId", ${KINDS}[1 + g % 10], 'something happened', 'long ago',
          ARRAY['history'], CASE WHEN trade THEN position END, CASE WHEN trade THEN ${GAIN} / 10.0 END,
          jsonb_build_object('symbol', 'BONK', 'pnlPct', ${GAIN} / 600.0), at, made FROM history h WHERE ${range}`,
  `INSERT INTO ops_event_deliveries (event_id, consumer, state, nudged_at, done_at, not_before, created_at)
   SELECT event, 'rules', 'done', made, made, made, made FROM history h WHERE ${range}`,
  `INSERT INTO ops_rule_firings (id, rule_id, event_id, subject, outcome, fired_at, created_at)
   SELECT uuidv7(-g * ${MINUTE}), (SELECT id FROM ops_trigger_rules ORDER BY name LIMIT 1), event, 'company',
          'no_match', at, made FROM history h WHERE trade AND ${range}`,
  `
    INSERT INTO ops_agent_reactions (id, source_agent, target_agent, reaction_type, trigger_event_id, status, outcome,
      roll, queued_at, processed_at, created_at, updated_at)
   SELECT uuidv7(-g * ${MINUTE}), 'scout', 'sage', 'diagnose', event, 'processed', 'left out by chance', 0.9, at, at,
          made, made FROM history h WHERE trade AND ${range}`,
  `
    INSERT INTO ops_agent_memory (id, agent_id, type, content, confidence, tags, source_trace_id, uses_scored,
      uses_helped, promoted_at, evicted_at, learned_at, created_at, updated_at)
   SELECT uuidv7(-g * ${MINUTE}), ${AGENTS}[1 + g / 10 % 6]::"AgentId", ${TYPES}[1 + g / 60 % 5]::"MemoryType",
          'memory ' || g, 0.55 + g % 40 / 100.0, ARRAY['history'], 'history:' || g, g % 6, g % 4,
          CASE WHEN g % 6 >= 3 AND g % 40 >= 20 THEN at END, CASE WHEN g > 12000 THEN at END, at, made, made
            FROM history h WHERE trade AND ${range}`,
  `
    INSERT INTO ops_memory_uses (id, memory_id, used_for, subject_kind, subject_id, scored_at, helped, used_at,
      created_at)
   SELECT uuidv7(), m.id, 'topic', 'trade', h.position::text, at, h.g % 3 = 0, at, made FROM history h
          JOIN ops_agent_memory m ON m.source_trace_id = 'history:' || h.g
          AND m.agent_id = ${AGENTS}[1 + h.g / 10 % 6]::"AgentId" WHERE trade AND ${range}`,
  `
    INSERT INTO ops_roundtable_queue (id, format, topic, status, turns_planned, temperature, natural_key, convened_at,
      last_turn_at, ended_at, created_at, updated_at)
   SELECT mission, 'desk_review', 'Buy', 'succeeded', 2, 0.4, 'history:' || g, at, made, at, made, made FROM history h
          WHERE trade AND ${range}`,
  `
    INSERT INTO ops_roundtable_turns (id, roundtable_id, turn_no, agent_id, kind, state, text, ready_at, nudged_at,
      said_at, created_at, updated_at)
   SELECT uuidv7(-g * ${MINUTE}), mission, t, 'sage', 'vote', 'done', 'yes', made, made, at, made, made
          FROM history h, generate_series(1, 2) t WHERE trade AND ${range}`,
  `
    INSERT INTO ops_signals (id, source, token, signal_type, confidence, status, observed_at, analyzed_at, adopted_at,
      created_at, updated_at)
   SELECT uuidv7(-g * ${MINUTE}), 'scan', 'BONK', 'buy', 0.7, 'claimed', at, at, at, made, made FROM history h
          WHERE trade AND ${range}`,
  `INSERT INTO ops_action_runs (id, action_type, status, beat, duration_ms, started_at, created_at)
   SELECT uuidv7(-g * ${MINUTE}), 'evaluateTriggers', 'succeeded', -g, 12, at, made FROM history h WHERE trade
          AND ${range}`,
  `
    INSERT INTO ops_portfolio_history (id, account_id, timestamp, total_value, cash_usd, pnl_24h, realized_pnl,
      unrealized_pnl, fees_usd, open_positions, drawdown, peak_value, cause)
   SELECT uuidv7(-g * ${MINUTE}), ${ACCOUNT}, at, 1000, 1000, 0, 0, 0, 0, 0, 0, 1000, 'hourly' FROM history h
          WHERE trade AND ${range}`,
];
