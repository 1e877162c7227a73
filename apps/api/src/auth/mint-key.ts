import { type BaseDb, type Db, inTransaction, newId } from '@atc/core/kernel/db';
import { freshKey, hashKey, type KeyRole, prefixOf } from './key.ts';
import { hasOperatorKey, putKey, revokeOthers, takeKeyLock } from './store.ts';

export interface KeyWish {
  readonly name: string;
  readonly role: KeyRole;
  /** Machine time from which on it opens nothing; none unless given. */
  readonly endsAt?: Date | null;
  /** Who makes it. */
  readonly by?: string;
}

/** Makes a key and returns it, once: only its hash is kept. */
export async function mintKey(db: Db, { name, role, endsAt = null, by = 'start' }: KeyWish): Promise<string> {
  const key = freshKey(role);
  await putKey(db, {
    ...{ id: newId(), name, role, keyHash: hashKey(key), prefix: prefixOf(key) },
    ...{ endsAt, madeBy: by },
  });
  return key;
}

const CONFIGURED = 'OPERATOR_KEY';

/**
 * Sees to it that there is an operator's key. A configured one replaces the one configured before; else a first one is
 * made and returned, once. Null when there was one already or the caller configured it.
 */
export async function ensureOperatorKey(db: BaseDb, configured?: string): Promise<string | null> {
  return inTransaction(db, async (tx) => {
    await takeKeyLock(tx);
    if (configured === undefined)
      return (await hasOperatorKey(tx)) ? null : mintKey(tx, { name: 'operator', role: 'operator' });
    const keyHash = hashKey(configured);
    await putKey(tx, {
      ...{ id: newId(), name: CONFIGURED, role: 'operator', keyHash, prefix: prefixOf(configured) },
      ...{ endsAt: null, madeBy: 'start' },
    });
    await revokeOthers(tx, CONFIGURED, keyHash);
    return null;
  });
}
