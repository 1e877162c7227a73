import { type Db, newId } from '../../kernel/db/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';

export interface Portfolio {
  readonly accountId: string;
  readonly cashUsd: Decimal;
  readonly equityUsd: Decimal;
  /** Value of everything held at its last mark. */
  readonly exposureUsd: Decimal;
  readonly startingCapitalUsd: Decimal;
  readonly transfersUsd: Decimal;
  /** Proceeds minus cost of what was sold, before fees. */
  readonly realizedPnl: Decimal;
  readonly unrealizedPnl: Decimal;
  readonly feesUsd: Decimal;
  readonly peakEquityUsd: Decimal;
  /** How far equity lies below its highest point, as a fraction at least 0. */
  readonly drawdown: number;
  readonly openPositions: number;
  readonly wins: number;
  readonly losses: number;
}

/** The company's books at one moment, in one statement. */
export async function readPortfolio(db: Db): Promise<Portfolio> {
  const rows = await db.$queryRaw<Portfolio[]>`
    WITH a AS (SELECT * FROM ops_accounts WHERE venue = 'paper' AND asset_class = 'crypto'),
         p AS (SELECT coalesce(sum(cost_basis_usd + unrealized_pnl), 0) AS value, coalesce(sum(unrealized_pnl), 0) AS unrealized, count(*)::int AS n
               FROM ops_positions WHERE status IN ('open', 'closing') AND account_id = (SELECT id FROM a)),
         o AS (SELECT count(*) FILTER (WHERE outcome_type = 'win')::int AS wins, count(*) FILTER (WHERE outcome_type = 'loss')::int AS losses FROM ops_trade_outcomes)
    SELECT a.id AS "accountId", a.cash_usd AS "cashUsd", a.cash_usd + p.value AS "equityUsd", p.value AS "exposureUsd",
           a.starting_capital_usd AS "startingCapitalUsd", a.transfers_usd AS "transfersUsd", a.realized_pnl AS "realizedPnl", p.unrealized AS "unrealizedPnl",
           a.fees_usd AS "feesUsd", greatest(a.peak_equity_usd, a.cash_usd + p.value) AS "peakEquityUsd",
           (1 - (a.cash_usd + p.value) / greatest(a.peak_equity_usd, a.cash_usd + p.value, 0.00000001))::float8 AS drawdown,
           p.n AS "openPositions", o.wins, o.losses
    FROM a, p, o`;
  const [row] = rows;
  if (!row) throw new Error('the paper account is missing: the company was not started through its launcher');
  return row;
}

export interface Snapshot {
  readonly portfolio: Portfolio;
  readonly at: Date;
  readonly cause: string;
  readonly winRate: number | null;
  readonly sharpeRatio: number | null;
}

/** Appends to the history and raises the account's peak; a moment and cause are written once. */
export async function insertSnapshot(db: Db, { portfolio, at, cause, winRate, sharpeRatio }: Snapshot): Promise<void> {
  const dayBefore = new Date(at.getTime() - 86_400_000);
  await db.$executeRaw`
    WITH peak AS (
      UPDATE ops_accounts SET peak_equity_usd = greatest(peak_equity_usd, ${portfolio.equityUsd.toFixed()}::numeric)
      WHERE id = ${portfolio.accountId}::uuid AND peak_equity_usd < ${portfolio.equityUsd.toFixed()}::numeric)
    INSERT INTO ops_portfolio_history (id, account_id, timestamp, total_value, cash_usd, pnl_24h, realized_pnl, unrealized_pnl, fees_usd, open_positions,
                                       win_rate, sharpe_ratio, drawdown, peak_value, cause)
    SELECT ${newId()}::uuid, ${portfolio.accountId}::uuid, ${at}, ${portfolio.equityUsd.toFixed()}::numeric, ${portfolio.cashUsd.toFixed()}::numeric,
           ${portfolio.equityUsd.toFixed()}::numeric - coalesce((SELECT total_value FROM ops_portfolio_history
             WHERE account_id = ${portfolio.accountId}::uuid AND timestamp <= ${dayBefore} ORDER BY timestamp DESC LIMIT 1), ${portfolio.startingCapitalUsd.toFixed()}::numeric),
           ${portfolio.realizedPnl.toFixed()}::numeric, ${portfolio.unrealizedPnl.toFixed()}::numeric, ${portfolio.feesUsd.toFixed()}::numeric, ${portfolio.openPositions},
           ${winRate}, ${sharpeRatio}, ${portfolio.drawdown}, ${portfolio.peakEquityUsd.toFixed()}::numeric, ${cause}
    ON CONFLICT DO NOTHING`;
}

/** Equity at the end of each of the last days on which there is a record, oldest first. */
export async function listDailyEquity(db: Db, accountId: string, days: number): Promise<readonly number[]> {
  const rows = await db.$queryRaw<{ value: number }[]>`
    SELECT value FROM (
      SELECT DISTINCT ON (date_trunc('day', timestamp)) date_trunc('day', timestamp) AS day, total_value::float8 AS value
      FROM ops_portfolio_history WHERE account_id = ${accountId}::uuid AND timestamp > (SELECT max(timestamp) FROM ops_portfolio_history) - make_interval(days => ${days}::int)
      ORDER BY date_trunc('day', timestamp) DESC, timestamp DESC) d ORDER BY day`;
  return rows.map((row) => row.value);
}
