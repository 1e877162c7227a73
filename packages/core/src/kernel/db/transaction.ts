import type { Prisma } from './generated/client.ts';
import { type BaseDb, poolSizeOf } from './open-db.ts';

export type Tx = Prisma.TransactionClient;

export interface TransactionOptions {
  readonly isolation?: 'ReadCommitted' | 'RepeatableRead' | 'Serializable';
  /** The longest it may take before it is rolled back. */
  readonly timeoutMs?: number;
}

/** PostgreSQL's own; naming it costs a round trip. */
const DEFAULT_ISOLATION = 'ReadCommitted';
const RETRIES = 5;
// Deadlock, serialisation failure; Prisma's own code for both.
const AGAIN = /40P01|40001|P2034|deadlock detected|could not serialize/;

/**
 * Runs `work` in one transaction and commits. Deadlocks and serialisation failures are tried again, so `work` must
 * have no effect outside of the database. At most pool − 2 run at once in a process; the others queue here.
 */
export async function inTransaction<T>(
  db: BaseDb,
  work: (tx: Tx) => Promise<T>,
  { isolation = DEFAULT_ISOLATION, timeoutMs }: TransactionOptions = {},
): Promise<T> {
  const options = {
    ...(isolation === DEFAULT_ISOLATION ? {} : { isolationLevel: isolation }),
    ...(timeoutMs === undefined ? {} : { timeout: Math.max(1, Math.ceil(timeoutMs)) }),
  };
  const leave = await turnstileOf(db).enter();
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await db.$transaction(work, options);
      } catch (error) {
        if (attempt >= RETRIES || !isRetryable(error)) throw error;
      }
    }
  } finally {
    leave();
  }
}

function isRetryable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return AGAIN.test(code) || AGAIN.test(error.message);
}

interface Turnstile {
  enter(): Promise<() => void>;
}

const turnstiles = new WeakMap<BaseDb, Turnstile>();

function turnstileOf(db: BaseDb): Turnstile {
  const known = turnstiles.get(db);
  if (known) return known;
  const fresh = turnstile(Math.max(1, poolSizeOf(db) - 2));
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
