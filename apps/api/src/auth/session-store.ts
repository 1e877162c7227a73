import { type Db, Prisma } from '@atc/core/kernel/db';
import { inForce } from './store.ts';

/** Of a session that runs: it is over after half an hour without a request, and after twelve hours in any case. */
const running = Prisma.sql`
  api_sessions.seen_at >= now() - interval '30 minutes' AND api_sessions.started_at >= now() - interval '12 hours'`;

const MOST_PER_KEY = 20;

export interface NewSession {
  readonly tokenHash: string;
  readonly apiKeyId: string;
}

/** Writes a session down; forgets those that are over, and what is more than twenty of its key, the oldest first. */
export async function insertSession(db: Db, { tokenHash, apiKeyId }: NewSession): Promise<void> {
  await db.$executeRaw`
    INSERT INTO api_sessions (token_hash, api_key_id, started_at, seen_at)
      VALUES (${tokenHash}, ${apiKeyId}::uuid, clock_timestamp(), clock_timestamp())`;
  await db.$executeRaw`
    DELETE FROM api_sessions WHERE NOT (${running}) OR token_hash IN
      (SELECT s.token_hash FROM api_sessions s WHERE s.api_key_id = ${apiKeyId}::uuid
                        ORDER BY s.started_at DESC, s.token_hash OFFSET ${MOST_PER_KEY})`;
}

export interface RunningSession {
  readonly tokenHash: string;
  readonly apiKeyId: string;
  /** Whether a minute has passed since it was noted as seen. */
  readonly unseen: boolean;
}

/** Those of these sessions that run. */
export async function listRunning(db: Db, hashes: readonly string[]): Promise<readonly RunningSession[]> {
  return db.$queryRaw<RunningSession[]>`
    SELECT token_hash AS "tokenHash", api_key_id AS "apiKeyId", seen_at < now() - interval '1 minute' AS unseen
    FROM api_sessions WHERE token_hash = ANY(${[...hashes]}::text[]) AND ${running}`;
}

/** Notes that a session was seen, so that it does not go idle. */
export async function noteSeen(db: Db, tokenHash: string): Promise<void> {
  await db.$executeRaw`UPDATE api_sessions SET seen_at = now() WHERE token_hash = ${tokenHash}`;
}

/** Ends a session. */
export async function deleteSession(db: Db, tokenHash: string): Promise<void> {
  await db.$executeRaw`DELETE FROM api_sessions WHERE token_hash = ${tokenHash}`;
}

/** A session that runs, as it may be shown. */
export interface ListedSession {
  /** The beginning of its token's hash: it names the session and opens nothing. */
  readonly id: string;
  readonly tokenHash: string;
  readonly name: string;
  readonly role: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
}

/** The sessions that run of keys in force, those that began last in front. */
export async function listSessions(db: Db): Promise<readonly ListedSession[]> {
  return db.$queryRaw<ListedSession[]>`
    SELECT left(token_hash, 16) AS id, token_hash AS "tokenHash", api_keys.name, api_keys.role::text AS role,
           started_at AS "startedAt", seen_at AS "seenAt"
    FROM api_sessions JOIN api_keys ON api_keys.id = api_key_id WHERE ${running} AND ${inForce}
    ORDER BY started_at DESC, token_hash`;
}

/** Ends a session by the id that the list shows; whether there was one. */
export async function endSession(db: Db, id: string): Promise<boolean> {
  return (await db.$executeRaw`DELETE FROM api_sessions WHERE left(token_hash, 16) = ${id}`) > 0;
}
