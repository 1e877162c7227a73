import { type BaseDb, type Db, Prisma } from '@atc/core/kernel/db';
import type { KeyRole } from './key.ts';

export interface StoredKey {
  readonly id: string;
  readonly name: string;
  readonly role: KeyRole;
  readonly keyHash: string;
  readonly lastUsedAt: Date | null;
}

const columns = Prisma.sql`id, name, role::text AS role, key_hash AS "keyHash", last_used_at AS "lastUsedAt"`;

/** A key that is in force, by its hash. */
export async function findKeyByHash(db: Db, keyHash: string): Promise<StoredKey | null> {
  const [row] = await db.$queryRaw<
    StoredKey[]
  >`SELECT ${columns} FROM api_keys WHERE key_hash = ${keyHash} AND revoked_at IS NULL`;
  return row ?? null;
}

/** A key that is in force, by its id. */
export async function findKeyById(db: Db, id: string): Promise<StoredKey | null> {
  const [row] = await db.$queryRaw<
    StoredKey[]
  >`SELECT ${columns} FROM api_keys WHERE id = ${id}::uuid AND revoked_at IS NULL`;
  return row ?? null;
}

/** The hashes of the keys in force. */
export async function hashesInForce(db: BaseDb): Promise<readonly string[]> {
  const rows = await db.apiKey.findMany({ where: { revokedAt: null }, select: { keyHash: true } });
  return rows.map(({ keyHash }) => keyHash);
}

/** The roles of those of these keys that are in force, by their ids. */
export async function rolesInForce(db: BaseDb, ids: readonly string[]): Promise<ReadonlyMap<string, KeyRole>> {
  const rows = await db.apiKey.findMany({
    where: { id: { in: [...ids] }, revokedAt: null },
    select: { id: true, role: true },
  });
  return new Map(rows.map(({ id, role }) => [id, role]));
}

/** Notes that a key was used, at most once a minute. */
export async function touchKey(db: Db, id: string): Promise<void> {
  await db.$executeRaw`
    UPDATE api_keys SET last_used_at = now() WHERE id = ${id}::uuid
      AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`;
}

export interface NewKey {
  readonly id: string;
  readonly name: string;
  readonly role: KeyRole;
  readonly keyHash: string;
  readonly prefix: string;
}

/** Writes a key; one with the same hash is put back in force. */
export async function putKey(db: Db, key: NewKey): Promise<void> {
  await db.$executeRaw`
    INSERT INTO api_keys (id, name, role, key_hash, prefix)
      VALUES (${key.id}::uuid, ${key.name}, ${key.role}::"KeyRole", ${key.keyHash}, ${key.prefix})
    ON CONFLICT (key_hash) DO UPDATE SET revoked_at = NULL, role = excluded.role, name = excluded.name`;
}

/** Revokes keys of a name, except the one with this hash. */
export async function revokeOthers(db: Db, name: string, keyHash: string): Promise<void> {
  await db.$executeRaw`
    UPDATE api_keys SET revoked_at = now() WHERE name = ${name} AND key_hash <> ${keyHash} AND revoked_at IS NULL`;
}

export interface ListedKey {
  readonly name: string;
  readonly role: KeyRole;
  readonly prefix: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** The keys in force, oldest first. */
export async function listKeys(db: BaseDb): Promise<readonly ListedKey[]> {
  return db.apiKey.findMany({
    where: { revokedAt: null },
    select: { name: true, role: true, prefix: true, createdAt: true, lastUsedAt: true },
    orderBy: { createdAt: 'asc' },
  });
}

/** Revokes the keys in force that have this prefix; returns how many there were. */
export async function revokeKeys(db: Db, prefix: string): Promise<number> {
  return db.$executeRaw`UPDATE api_keys SET revoked_at = now() WHERE prefix = ${prefix} AND revoked_at IS NULL`;
}

const KEY_LOCK = 715_003;

/** Keeps other processes from making first keys until the transaction ends. */
export async function takeKeyLock(db: Db): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(${KEY_LOCK})`;
}

/** Whether an operator's key is in force. */
export async function hasOperatorKey(db: Db): Promise<boolean> {
  const rows = await db.$queryRaw<
    unknown[]
  >`SELECT 1 FROM api_keys WHERE role = 'operator' AND revoked_at IS NULL LIMIT 1`;
  return rows.length > 0;
}
