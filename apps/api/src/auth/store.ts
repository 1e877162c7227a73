import { type Db, Prisma } from '@atc/core/kernel/db';
import type { KeyRole } from './key.ts';

export interface StoredKey {
  readonly id: string;
  readonly name: string;
  readonly role: KeyRole;
  readonly keyHash: string;
  readonly lastUsedAt: Date | null;
}

/** Of a key that opens something: it was not revoked, and has not ended. */
export const inForce = Prisma.sql`
  api_keys.revoked_at IS NULL AND (api_keys.ends_at IS NULL OR api_keys.ends_at > now())`;

const columns = Prisma.sql`id, name, role::text AS role, key_hash AS "keyHash", last_used_at AS "lastUsedAt"`;

/** A key that is in force, by its hash. */
export async function findKeyByHash(db: Db, keyHash: string): Promise<StoredKey | null> {
  const [row] = await db.$queryRaw<
    StoredKey[]
  >`SELECT ${columns} FROM api_keys WHERE key_hash = ${keyHash} AND ${inForce}`;
  return row ?? null;
}

/** A key that is in force, by its id. */
export async function findKeyById(db: Db, id: string): Promise<StoredKey | null> {
  const [row] = await db.$queryRaw<StoredKey[]>`SELECT ${columns} FROM api_keys WHERE id = ${id}::uuid AND ${inForce}`;
  return row ?? null;
}

/** The hashes of the keys in force. */
export async function hashesInForce(db: Db): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ keyHash: string }[]>`
    SELECT key_hash AS "keyHash" FROM api_keys WHERE ${inForce}`;
  return rows.map(({ keyHash }) => keyHash);
}

/** The roles of those of these keys that are in force, by their ids. */
export async function rolesInForce(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, KeyRole>> {
  const rows = await db.$queryRaw<{ id: string; role: KeyRole }[]>`
    SELECT id, role::text AS role FROM api_keys WHERE id = ANY(${[...ids]}::uuid[]) AND ${inForce}`;
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
  readonly endsAt: Date | null;
  readonly madeBy: string;
}

/** Writes a key; one with the same hash is put back in force. */
export async function putKey(db: Db, key: NewKey): Promise<void> {
  await db.$executeRaw`
    INSERT INTO api_keys (id, name, role, key_hash, prefix, ends_at, made_by)
      VALUES (${key.id}::uuid, ${key.name}, ${key.role}::"KeyRole", ${key.keyHash}, ${key.prefix},
        ${key.endsAt}::timestamptz, ${key.madeBy})
    ON CONFLICT (key_hash) DO UPDATE SET revoked_at = NULL, revoked_by = NULL, ends_at = excluded.ends_at,
      role = excluded.role, name = excluded.name`;
}

/** Revokes keys of a name, except the one with this hash. */
export async function revokeOthers(db: Db, name: string, keyHash: string): Promise<void> {
  await db.$executeRaw`
    UPDATE api_keys SET revoked_at = now() WHERE name = ${name} AND key_hash <> ${keyHash} AND revoked_at IS NULL`;
}

/** A key in force, as it may be shown. */
export interface ListedKey {
  readonly id: string;
  readonly name: string;
  readonly role: KeyRole;
  readonly prefix: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly endsAt: Date | null;
  readonly madeBy: string;
}

/** The keys in force, oldest first. */
export async function listKeys(db: Db): Promise<readonly ListedKey[]> {
  return db.$queryRaw<ListedKey[]>`
    SELECT id, name, role::text AS role, prefix, created_at AS "createdAt", last_used_at AS "lastUsedAt",
           ends_at AS "endsAt", made_by AS "madeBy"
    FROM api_keys WHERE ${inForce} ORDER BY api_keys.created_at, api_keys.id`;
}

/** Revokes these keys, and notes who did. */
export async function markRevoked(db: Db, ids: readonly string[], by: string): Promise<void> {
  await db.$executeRaw`
    UPDATE api_keys SET revoked_at = now(), revoked_by = ${by}
    WHERE id = ANY(${[...ids]}::uuid[]) AND revoked_at IS NULL`;
}

const KEY_LOCK = 715_003;

/** Keeps other processes from making first keys until the transaction ends. */
export async function takeKeyLock(db: Db): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(${KEY_LOCK})`;
}

/** Whether an operator's key is in force. */
export async function hasOperatorKey(db: Db): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`SELECT 1 FROM api_keys WHERE role = 'operator' AND ${inForce} LIMIT 1`;
  return rows.length > 0;
}
