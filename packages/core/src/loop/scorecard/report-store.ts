import type { Db } from '../../kernel/db/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';
import { DAY_MS } from '../../kernel/time/index.ts';

const REPORT_LOCK = 715_004;
const TWO_DAYS_MS = 2 * DAY_MS;

/** Takes the right to tell of a day until the transaction ends; false when it was told already. */
export async function takeReport(db: Db, { day, now }: { readonly day: string; readonly now: Date }): Promise<boolean> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(${REPORT_LOCK})`;
  const since = new Date(now.getTime() - TWO_DAYS_MS);
  const [row] = await db.$queryRaw<[{ told: boolean }]>`
    SELECT EXISTS (SELECT 1 FROM ops_agent_events WHERE kind = 'day.ended' AND occurred_at > ${since}
           AND fields ->> 'day' = ${day}) AS told`;
  return !row.told;
}

export interface DayBooks {
  /** At the day's end. */
  readonly equityUsd: Decimal;
  /** What equity changed by during the day, but for what was paid in or taken out. */
  readonly pnlUsd: Decimal;
  readonly trades: number;
  readonly wins: number;
  readonly losses: number;
  /** Of the trades that closed. */
  readonly feesUsd: Decimal;
  readonly openPositions: number;
  readonly drawdown: number;
}

/** The books of a calendar day in a time zone; null when the history has nothing of it. */
export async function readDayBooks(
  db: Db,
  { day, timeZone }: { readonly day: string; readonly timeZone: string },
): Promise<DayBooks | null> {
  const [row] = await db.$queryRaw<DayBooks[]>`
    WITH d AS (SELECT ${day}::date::timestamp AT TIME ZONE ${timeZone} AS began,
      (${day}::date + 1)::timestamp AT TIME ZONE ${timeZone} AS ended),
    a AS (SELECT id FROM ops_accounts ORDER BY created_at LIMIT 1),
    latest AS (
      SELECT h.* FROM ops_portfolio_history h, d, a WHERE h.account_id = a.id AND h.timestamp > d.began
             AND h.timestamp <= d.ended
      ORDER BY h.timestamp DESC, h.id DESC LIMIT 1),
    o AS (
      SELECT count(*)::int AS trades, (count(*) FILTER (WHERE outcome_type = 'win'))::int AS wins,
             (count(*) FILTER (WHERE outcome_type = 'loss'))::int AS losses,
             coalesce(sum(fees_usd), 0) AS fees FROM ops_trade_outcomes, d WHERE closed_at >= d.began
             AND closed_at < d.ended)
    SELECT l.total_value AS "equityUsd", l.open_positions AS "openPositions", l.drawdown, o.trades, o.wins, o.losses,
           o.fees AS "feesUsd",
           l.realized_pnl + l.unrealized_pnl - l.fees_usd
             - coalesce((SELECT h.realized_pnl + h.unrealized_pnl - h.fees_usd FROM ops_portfolio_history h, a, d
                         WHERE h.account_id = a.id AND h.timestamp <= d.began
                         ORDER BY h.timestamp DESC, h.id DESC LIMIT 1), 0) AS "pnlUsd"
    FROM latest l, o`;
  return row ?? null;
}
