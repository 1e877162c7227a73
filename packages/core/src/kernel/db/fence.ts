import pg from 'pg';
import { CompanyError } from '../errors/index.ts';
import { tolerateBreaks } from './tolerate-breaks.ts';

/**
 * A read-write lock across processes, held on connections of its own so that it can never starve the work it guards.
 */
export interface Fence {
  /** Runs `work` while holding the lock together with other sharers. */
  shared<T>(work: () => Promise<T>): Promise<T>;
  /** Runs `work` alone; false in `alone` when the sharers did not leave within `waitMs` and it runs all the same. */
  exclusive<T>(waitMs: number, work: (alone: boolean) => Promise<T>): Promise<T>;
  /** Aborts when the fence is about to close: whoever holds it for long lets go. */
  readonly closing: AbortSignal;
  close(): Promise<void>;
}

export interface FenceOptions {
  readonly databaseUrl: string;
  /** The advisory lock's number. */
  readonly key: number;
  /** At least the number of sharers of this process at once. */
  readonly connections: number;
}

const LOCK_TIMEOUT = '55P03';

/** Opens a fence on PostgreSQL advisory locks; a process that dies lets go of it with its connections. */
export function openFence({ databaseUrl, key, connections }: FenceOptions): Fence {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: connections, keepAlive: true });
  tolerateBreaks(pool);
  const closing = new AbortController();
  return {
    shared: (work) => inLockTransaction(pool, `BEGIN; SELECT pg_advisory_xact_lock_shared(${Math.trunc(key)})`, work),
    exclusive: (waitMs, work) =>
      inLockTransaction(pool, 'BEGIN', async (client) => work(await takeAlone(client, key, waitMs))),
    closing: closing.signal,
    close: () => {
      closing.abort();
      return pool.end();
    },
  };
}

async function takeAlone(client: pg.PoolClient, key: number, waitMs: number): Promise<boolean> {
  await client.query(`SET LOCAL lock_timeout = ${Math.max(1, Math.round(waitMs))}`);
  await client.query('SAVEPOINT fence');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [key]);
    return true;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== LOCK_TIMEOUT) throw error;
    await client.query('ROLLBACK TO SAVEPOINT fence');
    return false;
  }
}

async function inLockTransaction<T>(
  pool: pg.Pool,
  begin: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect().catch((cause: unknown) => {
    throw new CompanyError('fence_unreachable', 'the lock that guards venue calls cannot be reached', { cause });
  });
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    // The connection may be what broke: destroying it lets go of the lock in every case.
    client.release(true);
    throw error;
  }
}
