import type { BaseDb } from '@atc/core/kernel/db';

export interface OpenPosition {
  readonly id: string;
  readonly stopLoss: string | null;
  /** Unrealised, over its cost. */
  readonly pnlPct: number;
}

/** The open position in an instrument, or null. */
export async function findOpenPosition(db: BaseDb, instrumentId: string): Promise<OpenPosition | null> {
  const row = await db.position.findFirst({
    where: { instrumentId, status: 'open' },
    select: { id: true, stopLoss: true, unrealizedPnl: true, costBasisUsd: true },
  });
  if (!row) return null;
  const { id, stopLoss, unrealizedPnl, costBasisUsd } = row;
  const pnlPct = costBasisUsd.gt(0) ? unrealizedPnl.div(costBasisUsd).toNumber() : 0;
  return { id, stopLoss: stopLoss?.toFixed() ?? null, pnlPct };
}
