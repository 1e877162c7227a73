import type { Db } from '@atc/core/kernel/db';
import { inForce } from '../store.ts';

/** Writes a link down under the hash of its token, for an operator's key in force; false where there is none. */
export async function insertEntry(db: Db, tokenHash: string): Promise<boolean> {
  await db.$executeRaw`DELETE FROM api_entry_links WHERE created_at < now() - interval '1 day'`;
  const written = await db.$executeRaw`
    INSERT INTO api_entry_links (token_hash, api_key_id, created_at)
      SELECT ${tokenHash}, id, clock_timestamp() FROM api_keys WHERE role = 'operator' AND ${inForce}
      ORDER BY created_at LIMIT 1`;
  return written === 1;
}

/** Spends a link: the key that it signs in with, once, within ten minutes and while that key is in force; or null. */
export async function spendEntry(db: Db, tokenHash: string): Promise<string | null> {
  const [row] = await db.$queryRaw<{ apiKeyId: string }[]>`
    UPDATE api_entry_links l SET spent_at = clock_timestamp() FROM api_keys
    WHERE l.token_hash = ${tokenHash} AND l.spent_at IS NULL AND l.created_at > now() - interval '10 minutes'
      AND l.created_at <= clock_timestamp() AND api_keys.id = l.api_key_id AND ${inForce}
    RETURNING l.api_key_id AS "apiKeyId"`;
  return row?.apiKeyId ?? null;
}
