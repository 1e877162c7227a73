import pg from 'pg';
import { errorText, StartError } from '../errors/index.ts';

const PATIENCE_MS = 5000;

/** Asks a database once whether it takes us in. Throws a `StartError` of one line, without its password, when not. */
export async function reachDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS });
  // A server that goes away at this moment is told by the statement under way.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const { host, pathname } = new URL(url);
    const why = `the database at DATABASE_URL (${host}${pathname}) cannot be used: ${errorText(error)}`;
    throw new StartError('database_unreachable', why, { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}
