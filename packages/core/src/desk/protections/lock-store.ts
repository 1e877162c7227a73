import { type Db, newId, Prisma, type Reading, reading } from '../../kernel/db/index.ts';
import { HELD } from '../states/index.ts';
import { type BooksFacts, type CloseFacts, COMPANY, type GuardKind, type WantedLock } from './guard.ts';
import type { BooksWindows, CloseWindows, LockEnds } from './windows.ts';

export interface NewLock extends Omit<WantedLock, 'kind' | 'minutes'> {
  readonly kind: string;
  readonly at: Date;
  /** Null: until it is lifted. */
  readonly endsAt: Date | null;
}

/** Writes a lock; null when one of its kind and subject is in force. Those that ask at once take turns. */
export async function insertLock(
  db: Db,
  { kind, subject, reason, details, at, endsAt }: NewLock,
): Promise<string | null> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`lock ${kind} ${subject}`}))`;
  const [row] = await db.$queryRaw<{ id: string }[]>`
    INSERT INTO ops_locks (id, kind, subject, reason, details, starts_at, ends_at, updated_at)
    SELECT ${newId()}::uuid, ${kind}, ${subject}, ${reason}, ${JSON.stringify(details)}::jsonb, ${at}, ${endsAt}, now()
    WHERE NOT EXISTS (SELECT 1 FROM ops_locks WHERE kind = ${kind} AND subject = ${subject} AND lifted_at IS NULL
      AND (ends_at IS NULL OR ends_at > ${at}))
    RETURNING id`;
  return row?.id ?? null;
}

export interface LiftedLock {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly reason: string;
}

/** Lifts a lock that is in force; null when it is not. */
export async function liftLockRow(
  db: Db,
  { id, at, by }: { readonly id: string; readonly at: Date; readonly by: string },
): Promise<LiftedLock | null> {
  const [row] = await db.$queryRaw<LiftedLock[]>`
    UPDATE ops_locks SET lifted_at = ${at}, lifted_by = ${by}, updated_at = now()
    WHERE id = ${id}::uuid AND lifted_at IS NULL AND (ends_at IS NULL OR ends_at > ${at}) RETURNING id, kind, subject,
      reason`;
  return row ?? null;
}

/** Whether there ever was such a lock. */
export async function hasLock(db: Db, id: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`SELECT 1 FROM ops_locks WHERE id = ${id}::uuid`;
  return rows.length > 0;
}

/** When the last lock of each kind ended, of the company or of a token; an operator may have lifted it before. */
export function lockEndsOf(instrumentId: string | null): Reading<LockEnds> {
  return reading(
    Prisma.sql`
      SELECT kind, max(least(lifted_at, ends_at)) AS at FROM ops_locks
      WHERE kind IN ('stop_loss_guard', 'cooldown_after_loss', 'low_profit_lock', 'max_drawdown', 'daily_loss_limit')
        AND subject IN (${COMPANY}, ${instrumentId}) GROUP BY kind`,
    (rows: readonly { readonly kind: GuardKind; readonly at: string | null }[]) =>
      new Map(rows.flatMap(({ kind, at }) => (at === null ? [] : [[kind, new Date(at)] as const]))),
  );
}

type WindowFacts = Pick<CloseFacts, 'stopOuts' | 'tokenLosses' | 'tokenTrades' | 'tokenPnlUsd'>;

/** What closed in the windows of the protections, up to now. */
export async function readCloseFacts(
  db: Db,
  instrumentId: string,
  { stops, losses, profits }: CloseWindows,
): Promise<WindowFacts> {
  const [row] = await db.$queryRaw<[WindowFacts]>`
    SELECT (SELECT count(*) FROM ops_trade_outcomes WHERE closed_at > ${stops} AND pnl < 0
           AND exit_reason IN ('stop_loss', 'trailing_stop'))::int AS "stopOuts",
           (count(*) FILTER (WHERE closed_at > ${losses} AND pnl < 0))::int AS "tokenLosses",
           (count(*) FILTER (WHERE closed_at > ${profits}))::int AS "tokenTrades",
           coalesce(sum(pnl) FILTER (WHERE closed_at > ${profits}), 0)::float8 AS "tokenPnlUsd"
    FROM ops_trade_outcomes WHERE instrument_id = ${instrumentId}::uuid
      AND closed_at > least(${losses}::timestamptz, ${profits}::timestamptz)`;
  return row;
}

/**
 * Equity now, its highest since the window of `max_drawdown` began and its value when that of `daily_loss_limit` did,
 * both as if all that was paid in since had been there and all that was taken out had not; null without an account.
 */
export async function readBooksFacts(db: Db, { drawdown, loss }: BooksWindows): Promise<BooksFacts | null> {
  const [row] = await db.$queryRaw<BooksFacts[]>`
    WITH a AS (SELECT id, cash_usd, starting_capital_usd + transfers_usd AS paid_in FROM ops_accounts
      ORDER BY created_at LIMIT 1),
    e AS (SELECT a.id, a.paid_in, a.cash_usd + coalesce((SELECT sum(cost_basis_usd + unrealized_pnl) FROM ops_positions
            WHERE status IN ${HELD} AND account_id = a.id), 0) AS equity FROM a),
    h AS NOT MATERIALIZED (SELECT h.account_id, h.timestamp, h.realized_pnl + h.unrealized_pnl - h.fees_usd AS earned
    FROM ops_portfolio_history h)
    SELECT e.equity::float8 AS "equityUsd",
           greatest(e.equity, e.paid_in + (SELECT max(h.earned) FROM h WHERE h.account_id = e.id
           AND h.timestamp >= ${drawdown}))::float8 AS "peakUsd",
           (e.paid_in + coalesce((SELECT h.earned FROM h WHERE h.account_id = e.id AND h.timestamp <= ${loss}
             ORDER BY h.timestamp DESC LIMIT 1), 0))::float8 AS "beganAtUsd"
    FROM e`;
  return row ?? null;
}

/** The locks that want the trading state `reducing` and were not followed yet. */
export async function listUnfollowed(
  db: Db,
  now: Date,
): Promise<readonly { readonly id: string; readonly reason: string }[]> {
  return db.$queryRaw<{ id: string; reason: string }[]>`
    SELECT id, reason FROM ops_locks WHERE kind = 'max_drawdown' AND lifted_at IS NULL AND ends_at > ${now}
           AND NOT details ? 'followed' ORDER BY starts_at`;
}

/** Notes that the trading state followed a lock. */
export async function markFollowed(db: Db, id: string): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_locks SET details = details || '{"followed": true}', updated_at = now() WHERE id = ${id}::uuid`;
}
