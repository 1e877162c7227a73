import pg from 'pg';
import { errorText, StartError } from '../errors/index.ts';

const PATIENCE_MS = 5000;

/**
 * Asks a database whether it takes us in, and gives each connection a session of its own. Throws a `StartError` of one
 * line, without its password, when not; nothing was written then.
 */
export async function reachDatabase(url: string): Promise<void> {
  const { host, pathname } = new URL(url);
  const clients = [connectionTo(url), connectionTo(url)];
  try {
    await Promise.all(clients.map((client) => client.connect()));
    await refusePooler(clients);
  } catch (error) {
    const where = `the database at DATABASE_URL (${host}${pathname})`;
    const why = isPoolers(error)
      ? `${where} is reached through a pooler such as PgBouncer (${errorText(error)}), but the company ` +
        'needs sessions ' +
        'of its own, with their settings, locks and LISTEN: name the PostgreSQL itself, by its own port (mostly 5432)'
      : `${where} cannot be used: ${errorText(error)}`;
    throw new StartError('database_unreachable', why, { cause: error });
  } finally {
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
  }
}

// What every session of the company is opened with, see openDb; the second is one that a pooler does not know.
const SETTINGS = '-c timezone=UTC -c lock_timeout=500';

function connectionTo(connectionString: string): pg.Client {
  const client = new pg.Client({ connectionString, options: SETTINGS, connectionTimeoutMillis: PATIENCE_MS });
  // A server that goes away at this moment is told by the statement under way.
  client.on('error', () => undefined);
  return client;
}

const ROUNDS = 3;
const SESSION = `
  SELECT pg_backend_pid() AS pid, current_setting('timezone') AS zone, current_setting('lock_timeout') AS wait`;

/**
 * Two connections that are open at once are two sessions, and each stays the same, unless somebody shares sessions out.
 */
async function refusePooler(clients: readonly pg.Client[]): Promise<void> {
  const seen = clients.map(() => new Set<number>());
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, client] of clients.entries()) {
      const { rows } = await client.query<{ pid: number; zone: string; wait: string }>(SESSION);
      for (const { pid, zone, wait } of rows) {
        if (zone !== 'UTC' || wait !== '500ms') throw new PoolerError('the settings of a session are dropped');
        seen[index]?.add(pid);
      }
    }
  const sessions = new Set(seen.flatMap((pids) => [...pids]));
  if (seen.some((pids) => pids.size !== 1) || sessions.size !== clients.length)
    throw new PoolerError('a session is lent for one transaction');
}

class PoolerError extends Error {
  override readonly name = 'PoolerError';
}

/** Whether a connection was refused in the words of a pooler, or failed in the manner of one. */
function isPoolers(error: unknown): boolean {
  return error instanceof PoolerError || /unsupported startup parameter/.test(errorText(error));
}
