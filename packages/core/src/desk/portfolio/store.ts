import { z } from 'zod';
import { type Db, newId, Prisma, reading, readOne } from '../../kernel/db/index.ts';
import { CompanyError } from '../../kernel/errors/index.ts';
import { Decimal } from '../../kernel/money/index.ts';
import { DAY_MS } from '../../kernel/time/index.ts';
import { HELD } from '../states/index.ts';
import { type DayBooks, ENOUGH_DAYS, ENOUGH_TRADES } from './performance.ts';
import type { Portfolio } from './portfolio.ts';

const TRADES_COUNTED = 200;

// What a line of the history had earned since the start: what was paid in or taken out is no result.
const earned = Prisma.sql`h.realized_pnl + h.unrealized_pnl - h.fees_usd`;

// One statement, so one moment: books read in two could disagree by the fill between them.
const books = Prisma.sql`
    a AS (SELECT * FROM ops_accounts ORDER BY created_at LIMIT 1),
    p AS (SELECT coalesce(sum(cost_basis_usd + unrealized_pnl), 0) AS value,
                 coalesce(sum(unrealized_pnl), 0) AS unrealized,
                 coalesce(sum(realized_pnl - fees_usd), 0) AS booked, count(*)::int AS n,
                 min(coalesce(t.marked_at, t.opened_at)) AS priced_at,
                 coalesce(jsonb_agg(jsonb_build_object('symbol', i.symbol, 'at', coalesce(t.marked_at, t.opened_at))
                   ORDER BY t.id)
                   FILTER (WHERE coalesce(t.marked_at, t.opened_at) IS NOT NULL), '[]') AS valued_at
          FROM ops_positions t JOIN ops_instruments i ON i.id = t.instrument_id
          WHERE t.status IN ${HELD} AND t.account_id = (SELECT id FROM a)),
    o AS (SELECT count(*) FILTER (WHERE outcome_type = 'win')::int AS wins, count(*)
          FILTER (WHERE outcome_type = 'loss')::int AS losses
          FROM (SELECT outcome_type FROM ops_trade_outcomes ORDER BY closed_at DESC LIMIT ${TRADES_COUNTED}) latest),
    books AS (
      SELECT a.id AS account_id, a.cash_usd, a.cash_usd + p.value AS equity, p.value AS exposure,
             a.starting_capital_usd + a.transfers_usd AS paid_in, a.starting_capital_usd,
             a.transfers_usd, a.realized_pnl, p.unrealized, a.fees_usd,
             a.realized_pnl - a.fees_usd - p.booked AS result,
             p.booked + p.unrealized AS open_result, greatest(a.peak_equity_usd, a.cash_usd + p.value) AS peak,
             (1 - (a.cash_usd + p.value) / greatest(a.peak_equity_usd, a.cash_usd + p.value,
               0.00000001))::float8 AS drawdown,
             p.n, p.priced_at, p.valued_at, o.wins, o.losses
      FROM a, p, o)`;

const amounts = [
  ...(['cashUsd', 'equityUsd', 'exposureUsd', 'startingCapitalUsd', 'transfersUsd'] as const),
  ...(['realizedPnl', 'unrealizedPnl', 'feesUsd', 'resultUsd', 'openResultUsd', 'peakEquityUsd', 'dayPnlUsd'] as const),
];
type Amounts = Readonly<Record<(typeof amounts)[number], string>>;

const valued = z.array(z.object({ symbol: z.string(), at: z.coerce.date() }));

/** The company's books at one moment; fails when the company was never started. */
export const portfolioNow = reading(
  Prisma.sql`
    WITH ${books},
    d AS (SELECT date_trunc('day',
          greatest(w.checkpoint_company, w.watched_until) AT TIME ZONE z.name) AT TIME ZONE z.name AS start
          FROM ops_world w, (SELECT coalesce((SELECT value ->> 'timezone' FROM ops_policy WHERE key = 'company'),
            'America/Los_Angeles') AS name) z WHERE w.id = 1)
    SELECT account_id AS "accountId", cash_usd::text AS "cashUsd", equity::text AS "equityUsd",
           exposure::text AS "exposureUsd", starting_capital_usd::text AS "startingCapitalUsd",
           transfers_usd::text AS "transfersUsd", realized_pnl::text AS "realizedPnl",
           unrealized::text AS "unrealizedPnl", fees_usd::text AS "feesUsd",
           result::text AS "resultUsd", open_result::text AS "openResultUsd", peak::text AS "peakEquityUsd",
           drawdown, n AS "openPositions", valued_at AS "valuedAt", wins, losses,
           (equity - paid_in - coalesce((SELECT ${earned} FROM ops_portfolio_history h
                                         WHERE h.account_id = books.account_id AND h.timestamp <= (SELECT start FROM d)
                                         ORDER BY h.timestamp DESC LIMIT 1), 0))::text AS "dayPnlUsd"
    FROM books`,
  ([row]: readonly (Omit<Portfolio, keyof Amounts | 'valuedAt'> &
    Amounts & { readonly valuedAt: unknown })[]): Portfolio => {
    if (!row) throw new CompanyError('no_account', 'the account is missing: start the company once with `npm start`');
    const exact = Object.fromEntries(amounts.map((name) => [name, new Decimal(row[name])]));
    return { ...row, ...(exact as Record<keyof Amounts, Decimal>), valuedAt: valued.parse(row.valuedAt) };
  },
);

/** The company's books at this moment; fails when the company was never started. */
export async function readPortfolio(db: Db): Promise<Portfolio> {
  return readOne(db, portfolioNow);
}

export interface Snapshot {
  readonly at: Date;
  readonly cause: string;
  /** Absent: the last one written still stands. */
  readonly sharpeRatio?: number | null;
}

/**
 * Appends the books of this moment to the history and raises the account's peak; of one moment and cause the last ones
 * stand.
 */
export async function insertSnapshot(db: Db, { at, cause, sharpeRatio }: Snapshot): Promise<void> {
  const dayBefore = new Date(at.getTime() - DAY_MS);
  await db.$executeRaw`
    WITH ${books},
    raised AS (UPDATE ops_accounts u SET peak_equity_usd = books.peak FROM books WHERE u.id = books.account_id
      AND u.peak_equity_usd < books.peak)
    INSERT INTO ops_portfolio_history (id, account_id, timestamp, total_value, cash_usd, pnl_24h, realized_pnl,
                                       unrealized_pnl, fees_usd, open_positions,
                                       win_rate, sharpe_ratio, drawdown, peak_value, priced_at, cause)
    SELECT ${newId()}::uuid, account_id, ${at}, equity, cash_usd,
           equity - paid_in - coalesce((SELECT ${earned} FROM ops_portfolio_history h
                                        WHERE h.account_id = books.account_id AND h.timestamp <= ${dayBefore}
                                        ORDER BY h.timestamp DESC LIMIT 1), 0),
           realized_pnl, unrealized, fees_usd, n, wins::float8 / nullif(wins + losses, 0),
           CASE WHEN ${sharpeRatio === undefined}
                THEN (SELECT h.sharpe_ratio FROM ops_portfolio_history h WHERE h.account_id = books.account_id
                ORDER BY h.timestamp DESC LIMIT 1)
                ELSE ${sharpeRatio ?? null}::float8 END, drawdown, peak, priced_at, ${cause}
    FROM books
    ON CONFLICT (account_id, timestamp, cause) DO UPDATE SET total_value = excluded.total_value,
      cash_usd = excluded.cash_usd, pnl_24h = excluded.pnl_24h,
      realized_pnl = excluded.realized_pnl, unrealized_pnl = excluded.unrealized_pnl, fees_usd = excluded.fees_usd,
      open_positions = excluded.open_positions,
      win_rate = excluded.win_rate, sharpe_ratio = excluded.sharpe_ratio, drawdown = excluded.drawdown,
      peak_value = excluded.peak_value,
      priced_at = excluded.priced_at`;
}

/** The books at the end of each recorded day (UTC) of the last `days` before today, oldest first. */
export async function listDailyBooks(
  db: Db,
  accountId: string,
  { days, now }: { readonly days: number; readonly now: Date },
): Promise<readonly DayBooks[]> {
  const today = new Date(now.getTime() - (now.getTime() % DAY_MS));
  const since = new Date(today.getTime() - days * DAY_MS);
  return db.$queryRaw<DayBooks[]>`
    SELECT "equityUsd", "earnedUsd" FROM (
      SELECT DISTINCT ON (date_trunc('day', h.timestamp, 'UTC')) date_trunc('day', h.timestamp, 'UTC') AS day,
             h.total_value::float8 AS "equityUsd", (${earned})::float8 AS "earnedUsd"
      FROM ops_portfolio_history h WHERE h.account_id = ${accountId}::uuid AND h.timestamp >= ${since}
        AND h.timestamp < ${today}
      ORDER BY date_trunc('day', h.timestamp, 'UTC') DESC, h.timestamp DESC) d ORDER BY day`;
}

/** From when on the company has days and trades enough for a ratio of its returns; null: not yet. */
export async function findRatiosFrom(db: Db, startsAt: Date): Promise<Date | null> {
  const [trade] = await db.$queryRaw<{ closedAt: Date }[]>`
    SELECT closed_at AS "closedAt" FROM ops_trade_outcomes ORDER BY closed_at LIMIT 1 OFFSET ${ENOUGH_TRADES - 1}`;
  if (!trade) return null;
  const days = startsAt.getTime() + ENOUGH_DAYS * DAY_MS;
  return new Date(Math.max(days, trade.closedAt.getTime()));
}
