import { reachDatabase } from '@atc/core/kernel/db';
import type { StartError } from '@atc/core/kernel/errors';
import { reachRedis } from '@atc/core/kernel/queues';
import type { Say, SharedServer } from '../host/index.ts';
import { isPrivatePostgres, startPostgres } from '../postgres/index.ts';
import { isPrivateRedis, startRedis } from '../redis/index.ts';
import { type Named, watchOver } from './watch-over.ts';

export interface StackOptions {
  /** Where the private servers keep their files. */
  readonly dataDir: string;
  /** A PostgreSQL of the user's own; a private one is started without it, or where it names the private one. */
  readonly databaseUrl?: string | undefined;
  /** A Redis of the user's own; without it a private one is started where redis-server is installed. */
  readonly redisUrl?: string | undefined;
  /** `postgres` keeps the queues in PostgreSQL whatever else there is. */
  readonly queueBackend?: 'auto' | 'postgres';
  readonly say: Say;
  /** Ends a start: nothing half started stays. */
  readonly signal?: AbortSignal | undefined;
}

/** The servers below a company. While it is open, private ones that end are started again. */
export interface Stack {
  readonly databaseUrl: string;
  /** Null: the queues live in PostgreSQL. */
  readonly redisUrl: string | null;
  /** The private servers among them, by name. */
  readonly ours: readonly Named['name'][];
  /** Settles with why a private server could not be brought back; never without that. */
  readonly lost: Promise<StartError>;
  /** Stops the private servers unless another process uses them. */
  close(): Promise<void>;
  /** Lets go of the private servers and keeps them running for other processes. */
  keep(): Promise<void>;
}

/** A server of the user's own by its address, or one of ours. */
type Part = { readonly url: string } & Partial<Named>;

/**
 * Brings up the servers that a company needs, or adopts those that run already, and watches over those that are ours.
 * Throws a `StartError` of one clear line, or the reason of `signal`, with nothing left half started.
 */
export async function openStack(options: StackOptions): Promise<Stack> {
  const plan = await planOf(options);
  // What is the user's is asked first: a start that it forbids starts nothing of ours.
  await Promise.all([
    plan.postgres === 'theirs' && options.databaseUrl ? reachDatabase(options.databaseUrl) : undefined,
    plan.redis === 'theirs' && options.redisUrl ? reachRedis(options.redisUrl) : undefined,
  ]);
  const [postgres, redis] = await Promise.allSettled([openPostgres(options, plan), openRedis(options, plan)]);
  if (postgres.status === 'rejected' || redis.status === 'rejected') {
    await Promise.all(
      [postgres, redis].map((part) => (part.status === 'fulfilled' ? part.value?.server?.leave() : undefined)),
    );
    throw postgres.status === 'rejected' ? postgres.reason : redis.status === 'rejected' ? redis.reason : undefined;
  }
  const ours = [redis.value, postgres.value].filter(isOurs);
  const watches = ours.map((named) => watchOver(named, options.say));
  const release = async (letGo: (server: SharedServer) => Promise<void>) => {
    await Promise.all(watches.map((watch) => watch.stop()));
    await Promise.all(ours.map(({ server }) => letGo(server)));
  };
  return {
    databaseUrl: postgres.value.url,
    redisUrl: redis.value?.url ?? null,
    ours: ours.map(({ name }) => name),
    lost: Promise.race(watches.map((watch) => watch.lost)),
    close: () => release((server) => server.leave()),
    keep: () => release((server) => server.keep()),
  };
}

const isOurs = (part: Part | null): part is Part & Named => part?.server !== undefined;

type Whose = 'private' | 'named private' | 'theirs' | 'none';

interface Plan {
  readonly postgres: Whose;
  readonly redis: Whose;
}

async function planOf({ dataDir, databaseUrl, redisUrl, queueBackend = 'auto' }: StackOptions): Promise<Plan> {
  const whose = async (url: string | undefined, isPrivate: (dataDir: string, url: string) => Promise<boolean>) => {
    if (!url) return 'private';
    return (await isPrivate(dataDir, url)) ? 'named private' : 'theirs';
  };
  return {
    postgres: await whose(databaseUrl, isPrivatePostgres),
    redis: queueBackend === 'postgres' ? 'none' : await whose(redisUrl, isPrivateRedis),
  };
}

async function openPostgres({ databaseUrl, ...options }: StackOptions, { postgres }: Plan): Promise<Part> {
  if (postgres === 'theirs' && databaseUrl) return { url: databaseUrl };
  const server = await startPostgres({ ...options, keepPort: postgres === 'named private' });
  return { url: server.url, name: 'PostgreSQL', server };
}

async function openRedis({ redisUrl, ...options }: StackOptions, { redis }: Plan): Promise<Part | null> {
  if (redis === 'none') return null;
  if (redis === 'theirs' && redisUrl) return { url: redisUrl };
  const server = await startRedis({ ...options, keepPort: redis === 'named private' });
  return server && { url: server.url, name: 'Redis', server };
}
