import type { Db } from '../../kernel/db/index.ts';
import { CompanyError } from '../../kernel/errors/index.ts';
import type { TradingState } from './trading-state.ts';

export interface StoredState {
  readonly state: TradingState;
  readonly epoch: number;
  readonly reason: string;
  readonly changedBy: string;
  readonly changedAt: Date;
}

/** The trading state in force. Throws when it cannot be read: nothing may trade then. */
export async function readTradingState(db: Db): Promise<StoredState> {
  const row = await db.tradingState.findUnique({ where: { id: 1 } });
  if (!row) throw new CompanyError('no_trading_state', 'the trading state cannot be read');
  return row;
}

export type StateChange = Omit<StoredState, 'epoch'>;

/** Writes a new trading state under the next epoch; returns the epoch. */
export async function saveTradingState(db: Db, change: StateChange): Promise<number> {
  const row = await db.tradingState.update({ where: { id: 1 }, data: { ...change, epoch: { increment: 1 } }, select: { epoch: true } });
  return row.epoch;
}

/** Orders that are or may be at a venue right now. */
export async function listOrdersInFlight(db: Db): Promise<readonly string[]> {
  const rows = await db.order.findMany({ where: { status: { in: ['intended', 'submitted', 'unknown', 'partially_filled'] } }, select: { id: true }, take: 100 });
  return rows.map((row) => row.id);
}

export interface ActiveLock {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly reason: string;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
}

/** Protections in force at a company time, on any of the subjects or on all when none are named. */
export async function listActiveLocks(db: Db, now: Date, subjects?: readonly string[]): Promise<readonly ActiveLock[]> {
  return db.lock.findMany({
    where: { liftedAt: null, startsAt: { lte: now }, OR: [{ endsAt: null }, { endsAt: { gt: now } }], ...(subjects ? { subject: { in: [...subjects] } } : {}) },
    orderBy: { startsAt: 'asc' },
  });
}
