import pg from 'pg';
import { type Note, waitFor } from '../host/index.ts';
import { findCluster, SUPERUSER } from './cluster.ts';
import { runningServer } from './lock-file.ts';

const ANSWER_MS = 10_000;

/** The address of a database of this machine's own server. */
export function localUrl({ port, password }: Note, database: string): string {
  return `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

/** Connects, or returns null when nobody answers as a PostgreSQL that accepts us. */
export async function tryConnect(url: string): Promise<pg.Client | null> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 3000,
    application_name: 'company stack',
  });
  // A server that goes away is noticed by the next statement; unheard, the same error would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch {
    await client.end().catch(() => undefined);
    return null;
  }
}

/**
 * How many connections there are to the private PostgreSQL of a data folder; none when it does not run, one when it
 * runs and is silent.
 */
export async function countPostgresUsers(dataDir: string): Promise<number> {
  const cluster = await findCluster(dataDir);
  if (!cluster || (await runningServer(cluster.data)) === null) return 0;
  const client = await waitFor(() => tryConnect(localUrl(cluster.note, 'postgres')), ANSWER_MS);
  if (!client) return (await runningServer(cluster.data)) === null ? 0 : 1;
  const { rows } = await client
    .query<{ users: number }>(
      `SELECT count(*)::int AS users FROM pg_stat_activity
       WHERE backend_type IN ('client backend', 'walsender') AND pid <> pg_backend_pid()`,
    )
    .finally(() => client.end());
  return rows[0]?.users ?? 0;
}
