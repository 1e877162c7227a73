import type { Db } from '../../../kernel/db/index.ts';
import type { Decimal } from '../../../kernel/money/index.ts';
import { orderUnderWay } from '../../protections/index.ts';
import { LIVE } from '../../states/index.ts';
import { LEFT_STOP, NOT_FINAL } from '../store.ts';
import type { OurAccount } from './statement.ts';

/** The database's time, to tell what changed after it. */
export async function readDbTime(db: Db): Promise<Date> {
  const [row] = await db.$queryRaw<[{ now: Date }]>`SELECT clock_timestamp() AS now`;
  return row.now;
}

export interface OurHolding {
  readonly instrumentId: string;
  readonly quantity: Decimal;
  /** An order of it is under way or changed since: our books and the venue's may differ for a moment. */
  readonly moving: boolean;
}

/** What our books hold per instrument on an account, with what moved since an instant of the database's clock. */
export async function listOurHoldings(db: Db, accountId: string, since: Date): Promise<readonly OurHolding[]> {
  return db.$queryRaw<OurHolding[]>`
    WITH held AS (
      SELECT instrument_id, sum(quantity) AS quantity FROM ops_positions
      WHERE account_id = ${accountId}::uuid AND status IN ${LIVE} GROUP BY instrument_id),
    moved AS (
      SELECT DISTINCT instrument_id FROM ops_orders o
      WHERE account_id = ${accountId}::uuid AND (${orderUnderWay} OR updated_at >= ${since}))
    SELECT coalesce(h.instrument_id, m.instrument_id) AS "instrumentId", coalesce(h.quantity, 0) AS quantity,
           m.instrument_id IS NOT NULL AS moving
    FROM held h FULL JOIN moved m ON m.instrument_id = h.instrument_id`;
}

interface Asked {
  readonly since: Date;
  /** Ids of orders that a venue names. */
  readonly named: readonly string[];
  /** Purchases that, as a venue names it, left a stop there. */
  readonly purchases: readonly string[];
}

/** An account as our books have it; null when there is none. */
export async function readOurAccount(
  db: Db,
  accountId: string,
  { since, named, purchases }: Asked,
): Promise<OurAccount | null> {
  const [row] = await db.$queryRaw<(Omit<OurAccount, 'ours'> & { readonly ours: readonly string[] })[]>`
    SELECT a.cash_usd AS "cashUsd", a.fees_apart_usd AS "feesApartUsd",
           NOT EXISTS (SELECT 1 FROM ops_orders o WHERE o.account_id = a.id
           AND (${orderUnderWay} OR o.updated_at >= ${since})) AS quiet,
           ARRAY(SELECT client_order_id FROM ops_orders o WHERE o.account_id = a.id
             AND o.client_order_id = ANY(${[...named]}::text[])
             AND (${NOT_FINAL} OR o.updated_at >= ${since})
           UNION SELECT client_order_id FROM ops_orders o WHERE o.account_id = a.id
             AND o.client_order_id = ANY(${[...purchases]}::text[])
             AND (${NOT_FINAL} OR ${LEFT_STOP}
               AND NOT EXISTS (SELECT 1 FROM ops_orders l WHERE l.position_id = o.position_id AND l.id > o.id))
           ) AS ours
    FROM ops_accounts a WHERE a.id = ${accountId}::uuid`;
  return row ? { ...row, ours: new Set(row.ours) } : null;
}
