import { Cluster, type ClusterOptions, Redis, type RedisOptions } from 'ioredis';
import { errorText, StartError } from '../errors/index.ts';
import { within } from './close-worker.ts';
import { parseClusterUrl, placeOf } from './redis-url.ts';

const PATIENCE_MS = 5000;
const ANSWER_MS = 2 * PATIENCE_MS;

/** A client of the Redis, or the Redis Cluster, that a URL names. */
export function openRedis(url: string, options: RedisOptions, ofCluster: ClusterOptions = {}): Redis | Cluster {
  const cluster = parseClusterUrl(url);
  if (!cluster) return new Redis(url, options);
  const { nodes, username, password, tls } = cluster;
  return new Cluster([...nodes], {
    ...ofCluster,
    // A certificate is made out to the name: it must not become a number before it is looked at.
    ...(tls ? { dnsLookup: (address, found) => found(null, address) } : {}),
    redisOptions: {
      ...options,
      ...(username ? { username } : {}),
      ...(password ? { password } : {}),
      ...(tls ? { tls: {} } : {}),
    },
  });
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
  const hear = (error: Error & { readonly lastNodeError?: Error }) => {
    why ??= (error.lastNodeError ?? error).message;
  };
  client.on('error', hear);
  client.on('node error', hear);
  try {
    // The client of a cluster that is not whole yet waits without end.
    if (!(await within(ANSWER_MS, client.connect()))) throw new Error(`no answer within ${ANSWER_MS / 1000} s`);
    await client.ping();
    if (client instanceof Redis && (await client.info('cluster')).includes('cluster_enabled:1'))
      throw new StartError('is_cluster', 'is a node of a Redis Cluster: write redis-cluster://, or rediss-cluster://');
  } catch (error) {
    const said = why ?? errorText(error);
    const fault = error instanceof StartError ? said : `does not answer: ${said}`;
    throw new StartError('queue_store_unreachable', `Redis at REDIS_URL (${placeOf(url)}) ${fault}`, { cause: error });
  } finally {
    client.disconnect();
  }
}
