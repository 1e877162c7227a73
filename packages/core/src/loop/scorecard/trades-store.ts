import { type Db, Prisma } from '../../kernel/db/index.ts';
import type { ScoredBy, TradeSum } from './score.ts';

// What names the group of a trade `t` with its instrument `i` and the proposal `p` of its entry.
const groups = {
  company: { key: Prisma.sql`'company'`, name: Prisma.sql`'company'` },
  agent: { key: Prisma.sql`p.agent_id::text`, name: Prisma.sql`p.agent_id::text` },
  source: { key: Prisma.sql`coalesce(t.signal_source, 'none')`, name: Prisma.sql`coalesce(t.signal_source, 'none')` },
  token: { key: Prisma.sql`i.contract`, name: Prisma.sql`i.symbol` },
} as const satisfies Record<ScoredBy, { readonly key: Prisma.Sql; readonly name: Prisma.Sql }>;

/** The trades of each group that had any, best result first; held times up to `now`. */
export async function listTradeSums(db: Db, by: ScoredBy, now: Date): Promise<readonly TradeSum[]> {
  return db.$queryRaw<TradeSum[]>`
    WITH trades AS (
      SELECT ${groups[by].key} AS key, ${groups[by].name} AS name, i.contract, t.fees_usd, t.unrealized_pnl, o.pnl,
             o.outcome_type,
             t.closed_at IS NULL AS open,
             tstzrange(t.opened_at, greatest(coalesce(t.closed_at, ${now}), t.opened_at)) AS held
      FROM ops_positions t JOIN ops_instruments i ON i.id = t.instrument_id
      LEFT JOIN ops_trading_proposals p ON p.id = t.entry_proposal_id LEFT
        JOIN ops_trade_outcomes o ON o.trade_id = t.id
      WHERE t.opened_at IS NOT NULL),
    sums AS (
      SELECT key, min(name) AS name, count(pnl)::int AS trades, (count(*) FILTER (WHERE open))::int AS open,
             (count(*) FILTER (WHERE outcome_type = 'win'))::int AS wins,
               (count(*) FILTER (WHERE outcome_type = 'loss'))::int AS losses,
             coalesce(sum(pnl), 0) AS "pnlUsd",
             coalesce(sum(unrealized_pnl) FILTER (WHERE open), 0) AS "unrealizedUsd", sum(fees_usd) AS "feesUsd",
             coalesce(sum(pnl) FILTER (WHERE outcome_type = 'win'), 0) AS "earnedUsd",
             coalesce(-sum(pnl) FILTER (WHERE outcome_type = 'loss'), 0) AS "lostUsd",
             range_agg(held) AS held, array_agg(DISTINCT contract) AS contracts
      FROM trades WHERE key IS NOT NULL GROUP BY key)
    SELECT key, name, trades, open, wins, losses, "pnlUsd", "unrealizedUsd", "feesUsd", "earnedUsd", "lostUsd",
           contracts,
           (SELECT coalesce(sum(extract(epoch FROM upper(r) - lower(r))), 0)::float8
             FROM unnest(held) r) AS "heldSeconds"
    FROM sums ORDER BY "pnlUsd" DESC, key`;
}

/** What a group earned or lost on a day (UTC), in USD after fees. */
export interface DayResult {
  readonly key: string;
  /** Whole days since 1970. */
  readonly day: number;
  readonly usd: number;
}

/** The results of each group on each day on which it closed a trade. */
export async function listDayResults(db: Db, by: ScoredBy): Promise<readonly DayResult[]> {
  return db.$queryRaw<DayResult[]>`
    SELECT ${groups[by].key} AS key, floor(extract(epoch FROM o.closed_at) / 86400)::int AS day,
           sum(o.pnl)::float8 AS usd
    FROM ops_trade_outcomes o JOIN ops_positions t ON t.id = o.trade_id JOIN ops_instruments i ON i.id = o.instrument_id
    LEFT JOIN ops_trading_proposals p ON p.id = t.entry_proposal_id
    GROUP BY 1, 2`;
}

/** The deepest drawdown that the history of the books has, at most 0. */
export async function findDeepestDrawdown(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<[{ deepest: number }]>`
    SELECT coalesce(-max(drawdown), 0)::float8 AS deepest FROM ops_portfolio_history`;
  return row.deepest;
}
