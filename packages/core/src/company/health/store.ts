import type { Db } from '../../kernel/db/index.ts';

/** Writes a row and a small temporary file to the database; throws when it does not take them. */
export async function probeDatabase(db: Db): Promise<void> {
  await db.$executeRaw`
    INSERT INTO ops_probes (store, at) SELECT 'database', clock_timestamp() FROM take_room_on_disk()
    ON CONFLICT (store) DO UPDATE SET at = excluded.at`;
}

/**
 * Notes a trouble that is to be told now, because it is new or lasts: after 1, 2, 4 and more minutes, an hour at most.
 * Null: not now.
 */
export async function noteTrouble(
  db: Db,
  cause: string,
): Promise<{ readonly since: Date; readonly times: number } | null> {
  const [row] = await db.$queryRaw<{ since: Date; times: number }[]>`
    INSERT INTO ops_troubles AS t (cause, since, again_at)
    VALUES (${cause}, clock_timestamp(), clock_timestamp() + interval '1 minute')
    ON CONFLICT (cause) DO UPDATE SET
      since = CASE WHEN t.ended_at IS NULL THEN t.since ELSE excluded.since END,
      times = CASE WHEN t.ended_at IS NULL THEN t.times + 1 ELSE 1 END,
      again_at = clock_timestamp()
        + CASE WHEN t.ended_at IS NULL THEN least(60, power(2, least(t.times, 6))) ELSE 1 END * interval '1 minute',
      ended_at = NULL
    WHERE t.ended_at IS NOT NULL OR t.again_at <= clock_timestamp()
    RETURNING since, times`;
  return row ?? null;
}

/** Notes that a trouble has ended; null when it was none. */
export async function noteEnd(db: Db, cause: string): Promise<{ readonly since: Date } | null> {
  const [row] = await db.$queryRaw<{ since: Date }[]>`
    UPDATE ops_troubles SET ended_at = clock_timestamp() WHERE cause = ${cause} AND ended_at IS NULL RETURNING since`;
  return row ?? null;
}
