import { Cluster, type ClusterOptions, Redis, type RedisOptions } from 'ioredis';
import { errorText, StartError } from '../errors/index.ts';

const CLUSTER = 'redis-cluster://';
const PATIENCE_MS = 5000;

/** A client of the Redis, or the Redis Cluster, that a URL names. */
export function openRedis(url: string, options: RedisOptions, ofCluster: ClusterOptions = {}): Redis | Cluster {
  if (!url.startsWith(CLUSTER)) return new Redis(url, options);
  const nodes = url
    .slice(CLUSTER.length)
    .split(',')
    .map((node) => {
      const [host = '127.0.0.1', port = '6379'] = node.split(':');
      return { host, port: Number(port) };
    });
  return new Cluster(nodes, { ...ofCluster, redisOptions: options });
}

/** Asks a Redis once whether it answers. Throws a `StartError` of one line, without its password, when it does not. */
export async function reachRedis(url: string): Promise<void> {
  const never = () => null;
  const client = openRedis(
    url,
    { lazyConnect: true, connectTimeout: PATIENCE_MS, commandTimeout: PATIENCE_MS, retryStrategy: never },
    { lazyConnect: true, clusterRetryStrategy: never },
  );
  let why: string | null = null;
  client.on('error', (error: Error) => {
    why ??= error.message;
  });
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    const said = why ?? errorText(error);
    throw new StartError('queue_store_unreachable', `Redis at REDIS_URL (${placeOf(url)}) does not answer: ${said}`, {
      cause: error,
    });
  } finally {
    client.disconnect();
  }
}

const placeOf = (url: string): string => url.replace(/^[a-z-]+:\/\/(?:[^@]*@)?/, '').replace(/[/?].*$/, '');
