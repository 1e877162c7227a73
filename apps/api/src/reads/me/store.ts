import type { Db } from '@atc/core/kernel/db';

/** Where the company trades: the venue of its books. Null before the first start. */
export async function findVenue(db: Db): Promise<string | null> {
  const [row] = await db.$queryRaw<{ venue: string }[]>`SELECT venue FROM ops_accounts ORDER BY created_at LIMIT 1`;
  return row?.venue ?? null;
}
