import type pg from 'pg';
import { CompanyError } from '../../errors/index.ts';
import { type BaseDb, connectionsOf } from '../open-db.ts';
import { openSql, type Queryable, type Sql } from '../sql.ts';
import { announce, type Nudge, type WantedJob } from './announce.ts';

/** SQL inside a transaction. Prisma's models are not to be had here: they would use another connection. */
export interface Tx extends Sql {
  readonly inTransaction: true;
  /** Asks for a job, which is added once the transaction is committed, and never if it is not. */
  nudge(queue: string, nudge: Nudge): void;
}

export interface TransactionOptions {
  readonly isolation?: keyof typeof begins;
  /** The longest it may take before it is rolled back. */
  readonly timeoutMs?: number;
}

const begins = {
  ReadCommitted: 'BEGIN',
  RepeatableRead: 'BEGIN ISOLATION LEVEL REPEATABLE READ',
};
const TIMEOUT_MS = 30_000;
const RETRIES = 5;
// Serialisation failure, deadlock.
const AGAIN: ReadonlySet<string> = new Set(['40001', '40P01']);

/**
 * Runs `work` in one transaction, commits, and adds the jobs that it asked for. Deadlocks and serialisation failures
 * are tried again, so `work` must have no effect outside of the database; the jobs are those of the try that was
 * committed. At most pool − 2 run at once in a process; the others queue here.
 */
export async function inTransaction<T>(
  db: BaseDb,
  work: (tx: Tx) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const leave = await turnstileOf(db).enter();
  const { result, wanted } = await runUntilCommitted(db, work, options).finally(leave);
  await announce(db, wanted);
  return result;
}

interface Committed<T> {
  readonly result: T;
  readonly wanted: readonly WantedJob[];
}

async function runUntilCommitted<T>(
  db: BaseDb,
  work: (tx: Tx) => Promise<T>,
  options: TransactionOptions,
): Promise<Committed<T>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(db, work, options);
    } catch (error) {
      if (attempt >= RETRIES || !isRetryable(error)) throw error;
    }
  }
}

async function runOnce<T>(
  db: BaseDb,
  work: (tx: Tx) => Promise<T>,
  { isolation = 'ReadCommitted', timeoutMs = TIMEOUT_MS }: TransactionOptions,
): Promise<Committed<T>> {
  const { pool, nameOf } = connectionsOf(db);
  const client = await pool.connect();
  const guard = guarded(client, timeoutMs);
  const wanted: WantedJob[] = [];
  const nudge: Tx['nudge'] = (queue, job) => {
    wanted.push({ ...job, queue });
  };
  try {
    // The first statement of the work is sent right behind, without waiting for the answer.
    const begun = guard.query(begins[isolation]);
    const working = Promise.all([work({ ...openSql(guard, nameOf), inTransaction: true, nudge }), begun]);
    const [result] = await Promise.race([working, guard.late]);
    await commit(guard);
    return { result, wanted };
  } catch (error) {
    await guard.query('ROLLBACK').catch(() => guard.abandon());
    throw error;
  } finally {
    guard.end();
  }
}

/** PostgreSQL answers a COMMIT after a failed statement by rolling back: that is no commit. */
async function commit(client: Queryable): Promise<void> {
  const { command } = await client.query('COMMIT');
  if (command !== 'COMMIT')
    throw new CompanyError('not_committed', 'a statement of the transaction had failed, so nothing was written');
}

function isRetryable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return 'code' in error && AGAIN.has(String(error.code));
}

interface Guarded extends Queryable {
  /** Rejects when the time is over; the connection is cut then, which rolls back. */
  readonly late: Promise<never>;
  /** Cuts the connection, which rolls back what is under way. */
  abandon(): void;
  /** Gives the connection back to its pool; no statement passes any more. */
  end(): void;
}

/** A connection that lets statements through until its transaction is over or its time is. */
function guarded(client: pg.PoolClient, timeoutMs: number): Guarded {
  const late = Promise.withResolvers<never>();
  late.promise.catch(() => undefined);
  let over: CompanyError | null = null;
  const end = (cut: boolean, reason: CompanyError) => {
    clearTimeout(timer);
    if (over) return;
    over = reason;
    client.release(cut);
  };
  const timer = setTimeout(() => {
    const reason = new CompanyError('transaction_timeout', `the transaction took longer than its ${timeoutMs} ms`);
    end(true, reason);
    late.reject(reason);
  }, timeoutMs);
  const query = (...statement: [string]) => (over ? Promise.reject(over) : client.query(...statement));
  return {
    query: query as Queryable['query'],
    late: late.promise,
    abandon: () => end(true, OVER),
    end: () => end(false, OVER),
  };
}

const OVER = new CompanyError('transaction_over', 'a statement came after the end of its transaction');

interface Turnstile {
  enter(): Promise<() => void>;
}

const turnstiles = new WeakMap<BaseDb, Turnstile>();

function turnstileOf(db: BaseDb): Turnstile {
  const known = turnstiles.get(db);
  if (known) return known;
  const fresh = turnstile(Math.max(1, connectionsOf(db).size - 2));
  turnstiles.set(db, fresh);
  return fresh;
}

function turnstile(places: number): Turnstile {
  let inside = 0;
  const waiting: (() => void)[] = [];
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else inside -= 1;
  };
  return {
    enter: async () => {
      if (inside < places) inside += 1;
      else await new Promise<void>((go) => waiting.push(go));
      return leave;
    },
  };
}
