import pg from 'pg';
import type { Note } from '../host/index.ts';
import { SUPERUSER } from './cluster.ts';

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
