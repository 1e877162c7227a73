import { type Db, newId } from '../../kernel/db/index.ts';
import { CompanyError, InvariantError } from '../../kernel/errors/index.ts';
import type { TradingState } from './trading-state.ts';
import { orderUnderWay } from './under-way.ts';

export interface StoredState {
  readonly state: TradingState;
  readonly epoch: number;
  readonly reason: string;
  readonly changedBy: string;
  readonly changedAt: Date;
}

/** The trading state in force. Throws when it cannot be read: nothing may trade then. */
export async function readTradingState(db: Db): Promise<StoredState> {
  const [row] = await db.$queryRaw<StoredState[]>`
    SELECT state::text AS state, epoch, reason, changed_by AS "changedBy", changed_at AS "changedAt"
    FROM ops_trading_state WHERE id = 1`;
  if (!row) throw new CompanyError('no_trading_state', 'the trading state cannot be read');
  return row;
}

export type StateChange = Omit<StoredState, 'epoch'>;

/** Writes a new trading state under the next epoch; returns the epoch. */
export async function saveTradingState(db: Db, { state, reason, changedBy, changedAt }: StateChange): Promise<number> {
  const [row] = await db.$queryRaw<{ epoch: number }[]>`
    UPDATE ops_trading_state SET state = ${state}::"TradingStateName", reason = ${reason}, changed_by = ${changedBy},
           changed_at = ${changedAt},
           epoch = epoch + 1, updated_at = now() WHERE id = 1 RETURNING epoch`;
  if (!row) throw new InvariantError('the company has no trading state');
  return row.epoch;
}

/** Orders that are or may be at a venue right now. */
export async function listOrdersInFlight(db: Db): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT o.id FROM ops_orders o WHERE ${orderUnderWay} LIMIT 100`;
  return rows.map((row) => row.id);
}

/** How many stops rest at a venue, which sell there whatever the trading state is. */
export async function countRestingStops(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM ops_orders WHERE status = 'submitted' AND rests_at IS NOT NULL`;
  return row.count;
}

export interface ActiveLock {
  readonly id: string;
  readonly kind: string;
  /** `company`, or an instrument's id. */
  readonly subject: string;
  /** Of the instrument. */
  readonly symbol: string | null;
  readonly reason: string;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
}

/** Protections in force at a company time, oldest first. */
export async function listActiveLocks(db: Db, now: Date): Promise<readonly ActiveLock[]> {
  return db.$queryRaw<ActiveLock[]>`
    SELECT l.id, l.kind, l.subject, i.symbol, l.reason, l.starts_at AS "startsAt", l.ends_at AS "endsAt"
    FROM ops_locks l LEFT JOIN ops_instruments i ON i.id::text = l.subject
    WHERE l.lifted_at IS NULL AND l.starts_at <= ${now} AND (l.ends_at IS NULL OR l.ends_at > ${now})
      ORDER BY l.starts_at, l.id`;
}

export interface Purchase {
  readonly instrumentId: string;
  /** Company time. */
  readonly now: Date;
}

/**
 * Which protection forbids buying an instrument, its own or the company's, in a sentence; null when none is in force.
 */
export async function lockFault(db: Db, { instrumentId, now }: Purchase): Promise<string | null> {
  const locks = await listActiveLocks(db, now);
  const lock = locks.find(({ subject }) => subject === 'company' || subject === instrumentId);
  return lock ? `${lock.kind} is in force: ${lock.reason}` : null;
}

export interface NewFreeze {
  /** `company`, or an instrument's id. */
  readonly subject: string;
  readonly reason: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/** Writes a lock without an end; false when its subject has one. */
export async function insertFreeze(db: Db, { subject, reason, details, at }: NewFreeze): Promise<boolean> {
  // Two that find the same difference at once take turns.
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`freeze of ${subject}`}))`;
  const written = await db.$executeRaw`
    INSERT INTO ops_locks (id, kind, subject, reason, details, starts_at, updated_at)
    SELECT ${newId()}::uuid, 'reconciliation', ${subject}, ${reason}, ${JSON.stringify(details)}::jsonb, ${at}, now()
    WHERE NOT EXISTS (SELECT 1 FROM ops_locks WHERE kind = 'reconciliation' AND subject = ${subject}
      AND lifted_at IS NULL)`;
  return written === 1;
}

/** Since when an instrument is frozen because books and venue differ; null when it is not. */
export async function frozenSince(db: Db, instrumentId: string): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ since: Date }[]>`
    SELECT starts_at AS since FROM ops_locks WHERE kind = 'reconciliation' AND subject = ${instrumentId}
           AND lifted_at IS NULL`;
  return row?.since ?? null;
}

export interface Lift {
  readonly accountId: string;
  /** Instruments that stay frozen. */
  readonly keep: readonly string[];
  readonly at: Date;
  readonly by: string;
}

/** Lifts the freezes of an account whose cause is gone: holdings that differed and agree again. */
export async function liftFreezes(db: Db, { accountId, keep, at, by }: Lift): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_locks SET lifted_at = ${at}, lifted_by = ${by}, updated_at = now()
    WHERE kind = 'reconciliation' AND lifted_at IS NULL AND details->>'accountId' = ${accountId}
      AND subject <> ALL (${[...keep]}::text[])`;
}

/** The symbol of an instrument, or null. */
export async function findSymbol(db: Db, instrumentId: string): Promise<string | null> {
  const [row] = await db.$queryRaw<
    { symbol: string }[]
  >`SELECT symbol FROM ops_instruments WHERE id = ${instrumentId}::uuid`;
  return row?.symbol ?? null;
}

/** Opens a new company for trading; a state that is there stays. */
export async function seedTradingState(db: Db, now: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO ops_trading_state (id, reason, changed_by, changed_at) VALUES (1, 'the company opens', 'seed', ${now})
      ON CONFLICT (id) DO NOTHING`;
}
