import type { Db } from '../../../kernel/db/index.ts';

/** A key's day, by the machine's calendar. */
export interface IntakeDay {
  readonly sender: string;
  /** UTC, such as 2025-02-03. */
  readonly day: string;
}

/** Reserves a refusal that is written down; false when the key has had its share of the day. */
export async function reserveRefusal(db: Db, { sender, day }: IntakeDay, most: number): Promise<boolean> {
  const reserved = await db.$executeRaw`
    INSERT INTO ops_signal_intake (api_key_id, day, refused) VALUES (${sender}::uuid, ${day}, 1)
    ON CONFLICT (api_key_id, day) DO UPDATE SET refused = ops_signal_intake.refused + 1, updated_at = now()
    WHERE ops_signal_intake.refused < ${most}`;
  return reserved === 1;
}

/** Notes that a signal was accepted after all; the refusal that was reserved for it is given back. */
export async function countAccepted(db: Db, { sender, day }: IntakeDay): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_signal_intake SET refused = refused - 1, accepted = accepted + 1, updated_at = now()
    WHERE api_key_id = ${sender}::uuid AND day = ${day}`;
}

/** Counts a signal of which nothing else is kept. */
export async function countTurnedAway(db: Db, { sender, day }: IntakeDay): Promise<void> {
  await db.$executeRaw`
    INSERT INTO ops_signal_intake (api_key_id, day, turned_away) VALUES (${sender}::uuid, ${day}, 1)
    ON CONFLICT (api_key_id, day) DO UPDATE SET turned_away = ops_signal_intake.turned_away + 1, updated_at = now()`;
}

/** How much of each limit is used, of those that were ever taken from. */
export async function readUsed(db: Db, keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db.$queryRaw<{ key: string; used: number }[]>`
    SELECT key, used::float8 AS used FROM ops_cap_usage WHERE key = ANY(${[...keys]}::text[])`;
  return new Map(rows.map(({ key, used }) => [key, used]));
}

/**
 * Deletes refused signals from outside that nothing came of and that are older than so many days of machine time, and
 * the counts of such days; returns how many signals. What was told of them stays: it is sealed.
 */
export async function deleteOldRefused(
  db: Db,
  { days, limit }: { readonly days: number; readonly limit: number },
): Promise<number> {
  await db.$executeRaw`
    DELETE FROM ops_signal_intake
    WHERE day < to_char(now() AT TIME ZONE 'UTC' - make_interval(days => ${days}::int), 'YYYY-MM-DD')`;
  return db.$executeRaw`
    DELETE FROM ops_signals WHERE id IN (
      SELECT s.id FROM ops_signals s 
      WHERE s.status = 'refused' AND s.created_at < now() - make_interval(days => ${days}::int)
        AND s.trust = 'untrusted'
        AND NOT EXISTS (SELECT 1 FROM ops_trading_proposals p WHERE p.signal_id = s.id) LIMIT ${limit})`;
}
