import { type BaseDb, inTransaction } from '@atc/core/kernel/db';
import { leavesAnOperator } from './key.ts';
import { type ListedKey, listKeys, markRevoked, takeKeyLock } from './store.ts';

export type Revoked =
  | { readonly outcome: 'revoked'; readonly keys: readonly ListedKey[] }
  | { readonly outcome: 'not_found' }
  /** No operator's key would be left. */
  | { readonly outcome: 'last_operator' };

/** Revokes the keys in force with this id or prefix, unless no operator's key would be left. */
export async function revokeKeys(
  db: BaseDb,
  { id, prefix, by }: { readonly id?: string; readonly prefix?: string; readonly by: string },
): Promise<Revoked> {
  return inTransaction(db, async (tx) => {
    await takeKeyLock(tx);
    const inForce = await listKeys(tx);
    const keys = inForce.filter((key) => key.id === id || key.prefix === prefix);
    if (keys.length === 0) return { outcome: 'not_found' };
    if (!leavesAnOperator(inForce, keys)) return { outcome: 'last_operator' };
    const ids = keys.map((key) => key.id);
    await markRevoked(tx, ids, by);
    return { outcome: 'revoked', keys };
  });
}
