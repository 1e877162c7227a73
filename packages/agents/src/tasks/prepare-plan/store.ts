import type { Db } from '@atc/core/kernel/db';

export interface OpenPosition {
  readonly id: string;
  readonly stopLoss: string | null;
  readonly takeProfit: string | null;
  /** Unrealised, over its cost. */
  readonly pnlPct: number;
}

/** The open position in an instrument, or null. */
export async function findOpenPosition(db: Db, instrumentId: string): Promise<OpenPosition | null> {
  const [row] = await db.$queryRaw<(Omit<OpenPosition, 'pnlPct'> & { readonly pnlPct: number | null })[]>`
    SELECT id, trim_scale(stop_loss)::text AS "stopLoss", trim_scale(take_profit)::text AS "takeProfit",
           (unrealized_pnl / nullif(cost_basis_usd, 0))::float8 AS "pnlPct"
    FROM ops_positions WHERE instrument_id = ${instrumentId}::uuid AND status = 'open' LIMIT 1`;
  return row ? { ...row, pnlPct: row.pnlPct ?? 0 } : null;
}
