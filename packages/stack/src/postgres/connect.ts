import { errorText, StartError } from '@atc/core/kernel/errors';
import pg from 'pg';
import type { Note } from '../host/index.ts';
import { SUPERUSER } from './cluster.ts';

/** The address of a database of this machine's own server. */
export function localUrl({ port, password }: Note, database: string): string {
  return `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

/** Connects, or returns null when nobody answers as a PostgreSQL that accepts us. */
export function tryConnect(url: string): Promise<pg.Client | null> {
  return connect(url, 3000).catch(() => null);
}

/** Asks the database of a user once whether it takes us in. Throws a `StartError` of one line, without its password, when not. */
export async function reachDatabase(url: string): Promise<void> {
  const client = await connect(url, 5000).catch((error: unknown) => {
    const { host, pathname } = new URL(url);
    throw new StartError(
      'database_unreachable',
      `the database at DATABASE_URL (${host}${pathname}) cannot be used: ${errorText(error)}`,
      { cause: error },
    );
  });
  await client.end();
}

async function connect(url: string, withinMs: number): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: withinMs,
    application_name: 'company stack',
  });
  // A server that goes away is noticed by the next statement; unheard, the same error would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

/** Makes the database unless it exists. */
export async function ensureDatabase(admin: pg.Client, name: string): Promise<void> {
  const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (rowCount) return;
  await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`).catch(async (error: unknown) => {
    const again = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (!again.rowCount) throw error;
  });
}
