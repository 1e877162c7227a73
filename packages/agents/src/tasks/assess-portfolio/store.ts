import type { Db } from '@atc/core/kernel/db';
import type { HeldRisk } from './assessment.ts';

export interface HeldRow extends Omit<HeldRisk, 'silentFor'> {
  readonly contract: string;
  /** When the price was that it is valued at. */
  readonly pricedAt: Date;
}

/** What is held, at its last mark, with what its stop would cost from there. */
export async function listHeldRisks(db: Db): Promise<readonly HeldRow[]> {
  return db.$queryRaw<HeldRow[]>`
    SELECT t.id AS "positionId", t.instrument_id AS "instrumentId", i.symbol, i.contract,
           coalesce(t.marked_at, t.opened_at, t.created_at) AS "pricedAt",
           (t.cost_basis_usd + t.unrealized_pnl)::float8 AS "valueUsd",
           (t.quantity * greatest(0,
             coalesce(t.current_price, t.entry_price) - coalesce(t.stop_loss, 0)))::float8 AS "riskUsd"
    FROM ops_positions t JOIN ops_instruments i ON i.id = t.instrument_id WHERE t.status = 'open' AND t.quantity > 0
      ORDER BY t.id`;
}
