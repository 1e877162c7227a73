import type { Db } from '@atc/core/kernel/db';

export interface RehearsedOrder {
  readonly clientOrderId: string;
  readonly status: string;
  readonly filled: boolean;
  /** A stop that waits at the venue for its price. */
  readonly rests: boolean;
  /** A stop, whatever became of it. */
  readonly stop: boolean;
}

/** Every order of the rehearsal, oldest first. */
export async function listRehearsedOrders(db: Db): Promise<readonly RehearsedOrder[]> {
  return db.$queryRaw<RehearsedOrder[]>`
    SELECT client_order_id AS "clientOrderId", status::text AS status, filled_qty > 0 AS filled,
           rests_at IS NOT NULL AND status = 'submitted' AS rests, rests_at IS NOT NULL AS stop
    FROM ops_orders ORDER BY intended_at, id`;
}

/** What the company's books hold, by contract. */
export async function listRehearsedHoldings(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await db.$queryRaw<{ contract: string; quantity: string }[]>`
    SELECT i.contract, trim_scale(sum(p.quantity))::text AS quantity FROM ops_positions p
           JOIN ops_instruments i ON i.id = p.instrument_id
    WHERE p.quantity > 0 GROUP BY i.contract`;
  return new Map(rows.map(({ contract, quantity }) => [contract, quantity]));
}
