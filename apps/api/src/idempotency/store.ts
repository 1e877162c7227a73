import { type BaseDb, type Db, Prisma } from '@atc/core/kernel/db';
import { z } from 'zod';

export interface KeyUse {
  readonly apiKeyId: string;
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly bodyHash: string;
}

/**
 * Takes an idempotency key for a request; false when it is in use. A key of more than a day, and one whose request
 * never ended because its process died, is free again after a minute.
 */
export async function takeKey(db: Db, { apiKeyId, key, method, path, bodyHash }: KeyUse): Promise<boolean> {
  const taken = await db.$executeRaw`
    INSERT INTO idempotency_keys (api_key_id, key, method, path, body_hash)
      VALUES (${apiKeyId}::uuid, ${key}, ${method}, ${path}, ${bodyHash})
    ON CONFLICT (api_key_id, key) DO UPDATE SET method = excluded.method, path = excluded.path,
      body_hash = excluded.body_hash, status = NULL, response = NULL, created_at = now()
    WHERE idempotency_keys.created_at < now() - interval '1 day'
       OR idempotency_keys.status IS NULL AND idempotency_keys.created_at < now() - interval '1 minute'
          AND idempotency_keys.body_hash = excluded.body_hash AND idempotency_keys.path = excluded.path
            AND idempotency_keys.method = excluded.method`;
  return taken === 1;
}

const kept = z.object({ body: z.unknown(), headers: z.record(z.string(), z.string()) });

export interface KeptAnswer {
  readonly method: string;
  readonly path: string;
  readonly bodyHash: string;
  /** Null while the first request runs. */
  readonly answer: {
    readonly status: number;
    readonly body: unknown;
    readonly headers: Readonly<Record<string, string>>;
  } | null;
}

/** What is kept under a key, or null. */
export async function findKept(db: BaseDb, apiKeyId: string, key: string): Promise<KeptAnswer | null> {
  const row = await db.idempotencyKey.findUnique({ where: { apiKeyId_key: { apiKeyId, key } } });
  if (!row) return null;
  const { method, path, bodyHash, status } = row;
  return { method, path, bodyHash, answer: status === null ? null : { status, ...kept.parse(row.response) } };
}

/** Keeps the answer to a request for those who ask again. */
export async function keepAnswer(
  db: BaseDb,
  { apiKeyId, key }: Pick<KeyUse, 'apiKeyId' | 'key'>,
  answer: NonNullable<KeptAnswer['answer']>,
): Promise<void> {
  const response = { body: answer.body, headers: answer.headers } as Prisma.InputJsonValue;
  await db.idempotencyKey.updateMany({ where: { apiKeyId, key }, data: { status: answer.status, response } });
}

/** Gives a key back when its request came to nothing. */
export async function releaseKey(db: Db, { apiKeyId, key }: Pick<KeyUse, 'apiKeyId' | 'key'>): Promise<void> {
  await db.$executeRaw(
    Prisma.sql`DELETE FROM idempotency_keys WHERE api_key_id = ${apiKeyId}::uuid AND key = ${key} AND status IS NULL`,
  );
}

/** Forgets keys of more than a day. */
export async function forgetOldKeys(db: Db): Promise<void> {
  await db.$executeRaw`DELETE FROM idempotency_keys WHERE created_at < now() - interval '1 day'`;
}
