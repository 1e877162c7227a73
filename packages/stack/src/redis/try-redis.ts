import { Redis } from 'ioredis';

const REPLY_MS = 3000;

/**
 * Connects to the Redis on a port of this machine; null when nobody there takes the password. A connection that ends is
 * not made anew, and holds no process open.
 */
export async function tryRedis(port: number, password: string): Promise<Redis | null> {
  const redis = new Redis({
    ...{ host: '127.0.0.1', port, lazyConnect: true, connectTimeout: REPLY_MS, commandTimeout: REPLY_MS },
    // What still loads its file must be told from what is not ours: `awake` waits for the one.
    ...{ enableReadyCheck: false, disableClientInfo: true, enableOfflineQueue: false, retryStrategy: () => null },
  });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    // The client's own way takes a server without a password for one that accepted ours.
    await redis.auth(password);
    redis.stream.unref();
    return redis;
  } catch {
    redis.disconnect();
    return null;
  }
}
