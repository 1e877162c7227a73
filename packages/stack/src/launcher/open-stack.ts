import { reachDatabase } from '@atc/core/kernel/db';
import { reachRedis } from '@atc/core/kernel/queues';
import type { Say } from '../host/index.ts';
import { startPostgres } from '../postgres/index.ts';
import { startRedis } from '../redis/index.ts';

export interface StackOptions {
  /** Where the private servers keep their files. */
  readonly dataDir: string;
  /** A PostgreSQL of the user's own; a private one is started without it. */
  readonly databaseUrl?: string | undefined;
  /** A Redis of the user's own; without it a private one is started where redis-server is installed. */
  readonly redisUrl?: string | undefined;
  /** `postgres` keeps the queues in PostgreSQL whatever else there is. */
  readonly queueBackend?: 'auto' | 'postgres';
  readonly say: Say;
}

/** The servers below a company. */
export interface Stack {
  readonly databaseUrl: string;
  /** Null: the queues live in PostgreSQL. */
  readonly redisUrl: string | null;
  /** Stops the private servers unless another process uses them. */
  close(): Promise<void>;
  /** Lets go of the private servers and keeps them running for other processes. */
  keep(): Promise<void>;
}

interface Part {
  readonly url: string;
  leave(): Promise<void>;
  keep(): Promise<void>;
}

/**
 * Brings up the servers that a company needs, or adopts those that run already. Throws a `StartError` of one clear
 * line, with nothing left half started.
 */
export async function openStack(options: StackOptions): Promise<Stack> {
  // What is the user's is asked first: a start that it forbids starts nothing of ours.
  await Promise.all([
    options.databaseUrl ? reachDatabase(options.databaseUrl) : undefined,
    options.redisUrl && options.queueBackend !== 'postgres' ? reachRedis(options.redisUrl) : undefined,
  ]);
  const [postgres, redis] = await Promise.allSettled([openPostgres(options), openRedis(options)]);
  if (postgres.status === 'rejected' || redis.status === 'rejected') {
    await Promise.all([postgres, redis].map((part) => (part.status === 'fulfilled' ? part.value?.leave() : undefined)));
    throw postgres.status === 'rejected' ? postgres.reason : redis.status === 'rejected' ? redis.reason : undefined;
  }
  const parts = [redis.value, postgres.value];
  return {
    databaseUrl: postgres.value.url,
    redisUrl: redis.value?.url ?? null,
    close: async () => {
      await Promise.all(parts.map((part) => part?.leave()));
    },
    keep: async () => {
      await Promise.all(parts.map((part) => part?.keep()));
    },
  };
}

async function openPostgres({ databaseUrl, dataDir, say }: StackOptions): Promise<Part> {
  return databaseUrl ? notOurs(databaseUrl) : startPostgres({ dataDir, say });
}

async function openRedis({ redisUrl, queueBackend = 'auto', dataDir, say }: StackOptions): Promise<Part | null> {
  if (queueBackend === 'postgres') return null;
  return redisUrl ? notOurs(redisUrl) : startRedis(dataDir, say);
}

function notOurs(url: string): Part {
  return { url, leave: async () => undefined, keep: async () => undefined };
}
