import type { Db } from '@atc/core/kernel/db';

/** The latest proposal to buy a token, whatever became of it; null where nobody proposed one. */
export async function findLatestStory(db: Db, symbol: string): Promise<string | null> {
  const [row] = await db.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM ops_trading_proposals p JOIN ops_instruments i ON i.id = p.instrument_id
    WHERE i.symbol = ${symbol} AND p.mission_type = 'entry' ORDER BY p.proposed_at DESC, p.id DESC LIMIT 1`;
  return row?.id ?? null;
}

/** What needs somebody's attention, and when the company last beat. */
export interface Attention {
  readonly deadLetters: number;
  /** Company time; null before the first beat. */
  readonly lastBeatAt: Date | null;
}

/** Reads what needs attention. */
export async function readAttention(db: Db): Promise<Attention> {
  const [row] = await db.$queryRaw<[Attention]>`
    SELECT (SELECT count(*)::int FROM ops_mission_steps WHERE dead_letter) AS "deadLetters",
           (SELECT last_beat_at FROM ops_beats WHERE id = 1) AS "lastBeatAt"`;
  return row;
}
