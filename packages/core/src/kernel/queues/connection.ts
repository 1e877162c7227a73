import { type BackendFactory, createPostgresBackend, type IQueueBackend, runMigrations } from 'bullmq';
import pg from 'pg';
import { type Log, type TellTrouble, troubleOf } from '../log/index.ts';
import { MINUTE_MS } from '../time/index.ts';
import type { Backend } from './queues.ts';
import { openRedis, reachRedis } from './redis.ts';

/** Queues have a schema of their own. */
const IN_QUEUES = '-c search_path=bullmq';

/** What BullMQ's classes need to reach the queue store: connection options and, for PostgreSQL, the backend. */
export interface QueueConnection {
  readonly backend: Backend;
  /** For adding jobs: fails at once when the store is away. */
  readonly producer: unknown;
  /** For workers: waits for the store to come back. */
  readonly consumer: unknown;
  readonly factory: BackendFactory<IQueueBackend, never> | undefined;
  readonly trouble: TellTrouble;
  /** Writes under a key of the company's own; throws when the store does not take it. */
  probe(key: string): Promise<void>;
  close(): Promise<void>;
}

export interface ConnectOptions {
  readonly redisUrl: string | null;
  readonly databaseUrl: string;
  /** Workers of this process: each holds one connection of a PostgreSQL queue store for LISTEN. */
  readonly workers: number;
  readonly log: Log;
}

/** Redis where a URL is given; else the PostgreSQL backend in the company's own database, one shared pool a process. */
export async function connectQueues(options: ConnectOptions): Promise<QueueConnection> {
  return options.redisUrl ? connectRedis(options.redisUrl, options.log) : connectPostgres(options);
}

const PROBE_KEPT_MS = MINUTE_MS;
const PROBE = `INSERT INTO public.ops_probes (store, at) VALUES ('queues', clock_timestamp())
  ON CONFLICT (store) DO UPDATE SET at = excluded.at`;

async function connectRedis(url: string, log: Log): Promise<QueueConnection> {
  await reachRedis(url);
  const producer = openRedis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: true, commandTimeout: 3000 });
  const consumer = openRedis(url, { maxRetriesPerRequest: null });
  const copies = copiesOf(consumer);
  const trouble = troubleOf(log);
  for (const client of [producer, consumer]) client.on('error', (error) => trouble(error, 'Redis cannot be reached'));
  return {
    backend: 'redis',
    trouble,
    producer,
    consumer,
    factory: undefined,
    probe: async (key) => {
      await producer.set(key, 'a write', 'PX', PROBE_KEPT_MS);
    },
    close: async () => {
      for (const client of [producer, consumer, ...copies]) client.disconnect();
    },
  };
}

type Client = ReturnType<typeof openRedis>;

/** The copies that workers make of a client to wait on. BullMQ lets go of them only while the store answers. */
function copiesOf(client: Client): ReadonlySet<Client> {
  const copies = new Set<Client>();
  const duplicate = client.duplicate.bind(client) as (...options: unknown[]) => Client;
  const remembered = (...options: unknown[]) => {
    const copy = duplicate(...options);
    copies.add(copy);
    return copy;
  };
  client.duplicate = remembered as never;
  return copies;
}

/** Creates in a database what queues keep there, so that whoever opens them finds it. */
export async function prepareQueueStore(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, options: IN_QUEUES });
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}

async function connectPostgres({ databaseUrl, workers, log }: ConnectOptions): Promise<QueueConnection> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: workers + 6,
    keepAlive: true,
    options: IN_QUEUES,
  });
  // Every queue object listens on the one pool.
  pool.setMaxListeners(0);
  const trouble = troubleOf(log);
  pool.on('error', (error) => trouble(error, 'a connection of the queue store broke'));
  // One that breaks while a queue has it is told by that queue's statement; unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const client = await pool.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }
  return {
    backend: 'postgres',
    trouble,
    producer: pool,
    consumer: pool,
    factory: createPostgresBackend as unknown as BackendFactory<IQueueBackend, never>,
    probe: async () => {
      await pool.query(PROBE);
    },
    close: () => pool.end(),
  };
}
