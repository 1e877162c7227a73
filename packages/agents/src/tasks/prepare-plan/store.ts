import type { Db } from '@atc/core/kernel/db';

export interface OpenPosition {
  readonly id: string;
  readonly stopLoss: string | null;
}

/** The open position in an instrument, or null. */
export async function findOpenPosition(db: Db, instrumentId: string): Promise<OpenPosition | null> {
  const row = await db.position.findFirst({
    where: { instrumentId, status: 'open' },
    select: { id: true, stopLoss: true },
  });
  return row && { id: row.id, stopLoss: row.stopLoss?.toFixed() ?? null };
}
