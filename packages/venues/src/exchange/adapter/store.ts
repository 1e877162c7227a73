import type { Db } from '@atc/core/kernel/db';
import { Decimal } from '@atc/core/kernel/money';
import type { Booked } from './context.ts';

/** The contract of an order by our id: exchanges keep their orders by pair. Null for an order that is none of ours. */
export async function findContractOf(db: Db, clientOrderId: string): Promise<string | null> {
  const [row] = await db.$queryRaw<{ contract: string }[]>`
    SELECT i.contract FROM ops_orders o JOIN ops_instruments i ON i.id = o.instrument_id
    WHERE o.client_order_id = ${clientOrderId}`;
  return row?.contract ?? null;
}

/** What our fills say was bought of a contract and not sold. */
export async function readBooked(db: Db, contract: string): Promise<Booked> {
  const [row] = await db.$queryRaw<{ quantity: string; purchases: number }[]>`
    SELECT coalesce(sum(CASE WHEN o.side = 'buy' THEN f.quantity ELSE -f.quantity END), 0)::text AS quantity,
           count(DISTINCT o.id) FILTER (WHERE o.side = 'buy')::int AS purchases
    FROM ops_fills f JOIN ops_orders o ON o.id = f.order_id JOIN ops_instruments i ON i.id = o.instrument_id
    WHERE i.contract = ${contract}`;
  return { quantity: new Decimal(row?.quantity ?? 0), purchases: row?.purchases ?? 0 };
}
