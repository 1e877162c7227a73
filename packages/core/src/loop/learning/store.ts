import { type Db, Prisma } from '../../kernel/db/index.ts';
import type { ClosedTrade } from './closed-trade.ts';

// A closed trade `o` with its position `t`, its token `i`, the entry's proposal `p` and its signal `s`.
const trades = (timeZone: string) => Prisma.sql`
  SELECT o.trade_id::text AS "tradeId", i.symbol, o.pnl_pct AS "pnlPct", o.pnl::float8 AS "pnlUsd", o.outcome_type::text AS outcome, o.exit_reason::text AS "exitReason",
         o.hold_time / 3600.0::float8 AS "holdHours", extract(hour FROM o.opened_at AT TIME ZONE ${timeZone})::int AS "openHour", o.signal_source AS source,
         s.evidence -> 0 ->> 'name' AS indicator, (t.initial_stop / nullif(t.entry_price, 0) - 1)::float8 AS "stopPct"
  FROM ops_trade_outcomes o JOIN ops_instruments i ON i.id = o.instrument_id JOIN ops_positions t ON t.id = o.trade_id
  LEFT JOIN ops_trading_proposals p ON p.id = t.entry_proposal_id LEFT JOIN ops_signals s ON s.id = p.signal_id`;

/** Closed trades that nothing was learned from yet, oldest first. */
export async function listUnlearned(db: Db, timeZone: string, limit: number): Promise<readonly ClosedTrade[]> {
  return db.$queryRaw<
    ClosedTrade[]
  >`${trades(timeZone)} WHERE o.learned_at IS NULL ORDER BY o.closed_at LIMIT ${limit}`;
}

/** The latest closed trades. */
export async function listLatest(db: Db, timeZone: string, limit: number): Promise<readonly ClosedTrade[]> {
  return db.$queryRaw<ClosedTrade[]>`${trades(timeZone)} ORDER BY o.closed_at DESC LIMIT ${limit}`;
}

export interface Influence {
  readonly proposalId: string;
  /** It led to the entry, or it wanted out of the position. */
  readonly wanted: 'in' | 'out';
}

/** What led to a trade or wanted out of it: the task that found its signal, the plan that an agent asked for by itself, its exits. */
export async function listInfluences(db: Db, tradeId: string): Promise<readonly Influence[]> {
  return db.$queryRaw<Influence[]>`
    WITH t AS (SELECT t.id, p.signal_id, s.metadata ->> 'scanId' AS found_by FROM ops_positions t
      JOIN ops_trading_proposals p ON p.id = t.entry_proposal_id LEFT JOIN ops_signals s ON s.id = p.signal_id WHERE t.id = ${tradeId}::uuid)
    SELECT found_by AS "proposalId", 'in' AS wanted FROM t WHERE found_by IS NOT NULL
    UNION SELECT p.id::text, 'in' FROM t JOIN ops_trading_proposals p ON p.signal_id = t.signal_id AND p.origin_kind = 'initiative' AND p.mission_type = 'analysis'
    UNION SELECT p.id::text, 'out' FROM t JOIN ops_trading_proposals p ON p.position_id = t.id AND p.origin_kind = 'initiative' AND p.status = 'accepted'`;
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
    UPDATE ops_trade_outcomes SET learned_at = ${at}, lessons_learned = lessons_learned || ${lesson === null ? [] : [lesson]}::text[]
    WHERE trade_id = ${tradeId}::uuid AND learned_at IS NULL`;
  return changed === 1;
}
