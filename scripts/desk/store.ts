import type { Db } from '@atc/core/kernel/db';

/** The latest proposal to buy a token, whatever became of it; null where nobody proposed one. */
export async function findLatestStory(db: Db, symbol: string): Promise<string | null> {
  const [row] = await db.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM ops_trading_proposals p JOIN ops_instruments i ON i.id = p.instrument_id
    WHERE i.symbol = ${symbol} AND p.mission_type = 'entry' ORDER BY p.proposed_at DESC, p.id DESC LIMIT 1`;
  return row?.id ?? null;
}

/** Counts the steps that failed for good. */
export async function countDeadLetters(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM ops_mission_steps WHERE dead_letter`;
  return row.count;
}
