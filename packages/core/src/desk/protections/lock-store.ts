import { type Db, newId, Prisma, type Reading, reading } from '../../kernel/db/index.ts';
import { watchedTo } from '../../kernel/world/index.ts';
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

const booksFacts = ({ drawdown, loss }: BooksWindows) => Prisma.sql`
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

/**
 * Equity now, its highest since the window of `max_drawdown` began and its value when that of `daily_loss_limit` did,
 * both as if all that was paid in since had been there and all that was taken out had not; null without an account.
 */
export async function readBooksFacts(db: Db, windows: BooksWindows): Promise<BooksFacts | null> {
  const [row] = await db.$queryRaw<BooksFacts[]>`${booksFacts(windows)}`;
  return row ?? null;
}

/** What protections of the books are judged by: the policy, and when the locks last ended. */
const booksRules = (ends: Prisma.Sql) => Prisma.sql`
  (SELECT p.version || ' ' || p.xmin::text FROM ops_policy p WHERE p.key = 'protections')
    || coalesce((SELECT json_agg(l)::text FROM (${ends}) l), '')`;

export interface BooksLook {
  /** Of the rules that the windows came from; null: none are known. */
  readonly stamp: string | null;
  readonly windows: BooksWindows;
  /** Equity above both parts of these is safe from every lock of the books. */
  readonly safe: { readonly ofPeak: number; readonly ofBegin: number };
  /** Up to when bars have been watched where equity is safe; null where there is more to do first. */
  readonly watched: Date | null;
}

export interface BooksSeen {
  /** Of the rules in force; null where there is no policy. */
  readonly stamp: string | null;
  /** Null where other rules are in force, or there is no account. */
  readonly facts: BooksFacts | null;
  /** Whether it was written down that the bars have been watched. */
  readonly ended: boolean;
}

/** Looks at the books by the rules that are known, and whether they still are in force, in one statement. */
export async function lookAtBooks(db: Db, { stamp, windows, safe, watched }: BooksLook): Promise<BooksSeen> {
  const at = watched ?? NEVER;
  const [row] = await db.$queryRaw<[BooksSeen]>`
    WITH r AS (SELECT ${booksRules(lockEndsOf(null).sql)} AS stamp),
    f AS (SELECT b.* FROM (${booksFacts(windows)}) b JOIN r ON r.stamp = ${stamp}::text),
    ended AS (
      ${watchedTo(at)} AND EXISTS (SELECT 1 FROM f WHERE ${watched !== null} AND f."equityUsd" > 0
        AND f."equityUsd" > ${safe.ofPeak}::float8 * f."peakUsd"
        AND f."equityUsd" > ${safe.ofBegin}::float8 * f."beganAtUsd") RETURNING 1)
    SELECT r.stamp, (SELECT to_json(f) FROM f) AS facts, EXISTS (SELECT 1 FROM ended) AS ended FROM r`;
  return row;
}

const NEVER = new Date(0);

/** Whether the trading state has to follow the deepest drawdown at a company time, as part of a statement. */
export const mayFollow = (now: Date, by: string) => Prisma.sql`
  (EXISTS (SELECT 1 FROM ops_trading_state s WHERE s.state = 'reducing' AND s.changed_by = ${by})
    OR EXISTS (${unfollowed(now)}))`;

const unfollowed = (now: Date) => Prisma.sql`
  SELECT id, reason FROM ops_locks WHERE kind = 'max_drawdown' AND lifted_at IS NULL AND ends_at > ${now}
         AND NOT details ? 'followed' ORDER BY starts_at`;

/** The locks that want the trading state `reducing` and were not followed yet. */
export async function listUnfollowed(
  db: Db,
  now: Date,
): Promise<readonly { readonly id: string; readonly reason: string }[]> {
  return db.$queryRaw<{ id: string; reason: string }[]>`${unfollowed(now)}`;
}

/** Notes that the trading state followed a lock. */
export async function markFollowed(db: Db, id: string): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_locks SET details = details || '{"followed": true}', updated_at = now() WHERE id = ${id}::uuid`;
}
