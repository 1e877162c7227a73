import { type Db, Prisma } from '../../kernel/db/index.ts';
import type { ClosedTrade, Influence } from './closed-trade.ts';
import type { Foretold } from './foretold.ts';

// A closed trade `o` with its position `t`, its token `i`, the entry's proposal `p` and its signal `s`.
const trades = (timeZone: string) => Prisma.sql`
  SELECT o.trade_id::text AS "tradeId", i.symbol, o.pnl_pct AS "pnlPct", o.pnl::float8 AS "pnlUsd",
         o.outcome_type::text AS outcome, o.exit_reason::text AS "exitReason",
         o.hold_time / 3600.0::float8 AS "holdHours",
         extract(hour FROM o.opened_at AT TIME ZONE ${timeZone})::int AS "openHour", o.signal_source AS source,
         s.evidence -> 0 ->> 'name' AS indicator, (t.initial_stop / nullif(t.entry_price, 0) - 1)::float8 AS "stopPct"
  FROM ops_trade_outcomes o JOIN ops_instruments i ON i.id = o.instrument_id JOIN ops_positions t ON t.id = o.trade_id
  LEFT JOIN ops_trading_proposals p ON p.id = t.entry_proposal_id LEFT JOIN ops_signals s ON s.id = p.signal_id`;

/** Whether there is a closed trade that nothing was learned from yet. */
export const anyUnlearned = Prisma.sql`EXISTS (SELECT 1 FROM ops_trade_outcomes WHERE learned_at IS NULL)`;

export interface Unlearned {
  readonly timeZone: string;
  readonly limit: number;
  /** Ids of trades that are left out. */
  readonly but: readonly string[];
}

/** Closed trades that nothing was learned from yet, oldest first. */
export async function listUnlearned(db: Db, { timeZone, limit, but }: Unlearned): Promise<readonly ClosedTrade[]> {
  return db.$queryRaw<ClosedTrade[]>`
    ${trades(timeZone)} WHERE o.learned_at IS NULL AND o.trade_id <> ALL (${[...but]}::uuid[]) ORDER BY o.closed_at
    LIMIT ${limit}`;
}

/** The latest closed trades. */
export async function listLatest(db: Db, timeZone: string, limit: number): Promise<readonly ClosedTrade[]> {
  return db.$queryRaw<ClosedTrade[]>`${trades(timeZone)} ORDER BY o.closed_at DESC LIMIT ${limit}`;
}

/** How far back a review of a source may lie that forecast how its next trade would go. */
const FORECAST_DAYS = 7;

/**
 * What a memory shaped that this trade can bear out: the task that found its signal, its entry, the reviews of its
 * position and of the book while it was held, and the last words on its source. Work of an agent's own is settled by
 * what it said would prove it wrong.
 */
export async function listInfluences(db: Db, tradeId: string): Promise<readonly Influence[]> {
  return db.$queryRaw<Influence[]>`
    WITH t AS (SELECT t.id, t.opened_at, t.closed_at, t.signal_source AS source, p.signal_id,
      s.metadata ->> 'scanId' AS found_by FROM ops_positions t
      JOIN ops_trading_proposals p ON p.id = t.entry_proposal_id LEFT JOIN ops_signals s ON s.id = p.signal_id
        WHERE t.id = ${tradeId}::uuid),
    looked AS (
      SELECT e.proposal_id, CASE e.fields ->> 'decision' WHEN 'hold' THEN 'hold' WHEN 'scale_up' THEN 'in' ELSE CASE
             WHEN w.status = 'accepted' THEN 'out' ELSE 'warned' END END AS wanted,
             (e.fields ->> 'pnlPct')::float8 AS stood
      FROM t JOIN ops_agent_events e ON e.trade_id = t.id AND e.kind = 'position.reviewed' LEFT
        JOIN ops_trading_proposals w ON w.id = (e.fields ->> 'proposalId')::uuid
      UNION ALL
      SELECT e.proposal_id, CASE WHEN jsonb_array_length(e.fields -> 'worries') > 0 THEN 'warned' ELSE 'calm' END, NULL
      FROM t JOIN ops_agent_events e ON e.kind = 'portfolio.assessed' AND e.occurred_at BETWEEN t.opened_at
        AND t.closed_at
      UNION ALL
      SELECT e.proposal_id, CASE WHEN (e.fields ->> 'sourceEdgePct')::float8 > 0 THEN 'in' ELSE 'warned' END, NULL
      FROM t JOIN ops_agent_events e ON e.kind = 'performance.reviewed' AND e.fields ->> 'source' = t.source
        AND e.occurred_at BETWEEN t.opened_at - make_interval(days => ${FORECAST_DAYS}::int) AND t.opened_at)
    SELECT found_by AS "proposalId", 'in' AS wanted, NULL::float8 AS "stoodAtPct" FROM t WHERE found_by IS NOT NULL
    UNION SELECT p.entry_proposal_id::text, 'in', NULL FROM t JOIN ops_positions p ON p.id = t.id
    UNION SELECT l.proposal_id::text, l.wanted, l.stood FROM looked l
      WHERE EXISTS (SELECT 1 FROM ops_memory_uses u WHERE u.subject_kind = 'proposal'
        AND u.subject_id = l.proposal_id::text AND u.scored_at IS NULL)`;
}

/** Settled forecasts of the company's own since an instant, with what they are told apart by. */
export async function listForetold(db: Db, { since, timeZone }: { since: Date; timeZone: string }) {
  return db.$queryRaw<Foretold[]>`
    SELECT coalesce(f.paid, false) AS paid, coalesce(i.symbol, s.token) AS token, s.source,
           extract(hour FROM f.made_at AT TIME ZONE ${timeZone})::int AS hour,
           to_char(f.made_at AT TIME ZONE ${timeZone}, 'Dy') AS weekday,
           (SELECT (e ->> 'weight')::float8 FROM jsonb_array_elements(s.evidence) e WHERE e ->> 'name' = 'market')
             AS "marketWeight"
    FROM ops_forecasts f JOIN ops_signals s ON s.id = f.signal_id
    LEFT JOIN ops_instruments i ON i.id = s.instrument_id
    WHERE f.paid IS NOT NULL AND f.made_at >= ${since} AND s.trust = 'trusted'`;
}

export interface LearnedFrom {
  readonly tradeId: string;
  /** What was learned from it alone; null: nothing. */
  readonly lesson: string | null;
  readonly at: Date;
}

/** Notes that a trade was learned from; false when it was before. */
export async function markLearned(db: Db, { tradeId, lesson, at }: LearnedFrom): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE ops_trade_outcomes SET learned_at = ${at},
      lessons_learned = lessons_learned || ${lesson === null ? [] : [lesson]}::text[]
    WHERE trade_id = ${tradeId}::uuid AND learned_at IS NULL`;
  return changed === 1;
}
