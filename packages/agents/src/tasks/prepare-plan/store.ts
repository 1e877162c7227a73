import type { Db } from '@atc/core/kernel/db';
import type { Decimal } from '@atc/core/kernel/money';

export interface OpenPosition {
  readonly id: string;
  readonly stopLoss: string | null;
  /** Unrealised, over its cost. */
  readonly pnlPct: number;
}

/** The open position in an instrument, or null. */
export async function findOpenPosition(db: Db, instrumentId: string): Promise<OpenPosition | null> {
  const [row] = await db.$queryRaw<{ id: string; stopLoss: Decimal | null; pnlPct: number | null }[]>`
    SELECT id, stop_loss AS "stopLoss", (unrealized_pnl / nullif(cost_basis_usd, 0))::float8 AS "pnlPct"
    FROM ops_positions WHERE instrument_id = ${instrumentId}::uuid AND status = 'open' LIMIT 1`;
  return row ? { id: row.id, stopLoss: row.stopLoss?.toFixed() ?? null, pnlPct: row.pnlPct ?? 0 } : null;
}
