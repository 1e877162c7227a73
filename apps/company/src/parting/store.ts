import type { Db } from '@atc/core/kernel/db';
import type { Decimal } from '@atc/core/kernel/money';

export interface Left {
  readonly symbol: string;
  readonly quantity: Decimal;
  readonly venue: string;
  /** Where its stop rests with the venue; null: none does. */
  readonly restsAt: Decimal | null;
  /** How much that stop sells. */
  readonly stopQuantity: Decimal | null;
}

/** What is held, with the stops that rest at venues, oldest first. */
export async function listLeft(db: Db): Promise<readonly Left[]> {
  return db.$queryRaw<Left[]>`
    SELECT i.symbol, p.quantity, a.venue::text AS venue, o.rests_at AS "restsAt", o.quantity AS "stopQuantity"
    FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id JOIN ops_accounts a ON a.id = p.account_id
    LEFT JOIN ops_orders o ON o.position_id = p.id AND o.status = 'submitted' AND o.rests_at IS NOT NULL
    WHERE p.quantity > 0 ORDER BY p.id`;
}
