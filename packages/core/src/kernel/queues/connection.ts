import { type BackendFactory, createPostgresBackend, type IQueueBackend, runMigrations } from 'bullmq';
import { Cluster, Redis } from 'ioredis';
import pg from 'pg';
import { CompanyError } from '../errors/index.ts';
import type { Log } from '../log/index.ts';
import type { Backend } from './queues.ts';

/** What BullMQ's classes need to reach the queue store: connection options and, for PostgreSQL, the backend. */
export interface QueueConnection {
  readonly backend: Backend;
  /** For adding jobs: fails at once when the store is away. */
  readonly producer: unknown;
  /** For workers: waits for the store to come back. */
  readonly consumer: unknown;
  readonly factory: BackendFactory<IQueueBackend, never> | undefined;
  ping(): Promise<void>;
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

function openRedis(url: string, forWorkers: boolean): Redis | Cluster {
  const options = forWorkers
    ? { maxRetriesPerRequest: null }
    : { maxRetriesPerRequest: 1, enableOfflineQueue: true, commandTimeout: 3000 };
  if (!url.startsWith('redis-cluster://')) return new Redis(url, options);
  const nodes = url
    .slice('redis-cluster://'.length)
    .split(',')
    .map((node) => {
      const [host = '127.0.0.1', port = '6379'] = node.split(':');
      return { host, port: Number(port) };
    });
  return new Cluster(nodes, { redisOptions: options });
}

async function connectRedis(url: string, log: Log): Promise<QueueConnection> {
  const producer = openRedis(url, false);
  const consumer = openRedis(url, true);
  for (const client of [producer, consumer])
    client.on('error', (error) => log.warn({ error: error.message }, 'redis connection trouble'));
  const close = async () => {
    producer.disconnect();
    consumer.disconnect();
  };
  try {
    await producer.ping();
  } catch (error) {
    await close();
    throw new CompanyError('queue_store_unreachable', 'Redis at REDIS_URL does not answer', { cause: error });
  }
  return {
    backend: 'redis',
    producer,
    consumer,
    factory: undefined,
    ping: async () => {
      await producer.ping();
    },
    close,
  };
}

async function connectPostgres({ databaseUrl, workers, log }: ConnectOptions): Promise<QueueConnection> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: workers + 6,
    keepAlive: true,
    options: '-c search_path=bullmq',
  });
  // Every queue object listens on the one pool.
  pool.setMaxListeners(0);
  pool.on('error', (error) => log.warn({ error: error.message }, 'queue store connection trouble'));
  const client = await pool.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }
  return {
    backend: 'postgres',
    producer: pool,
    consumer: pool,
    factory: createPostgresBackend as unknown as BackendFactory<IQueueBackend, never>,
    ping: async () => {
      await pool.query('SELECT 1');
    },
    close: () => pool.end(),
  };
}
