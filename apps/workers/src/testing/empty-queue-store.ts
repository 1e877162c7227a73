import { Redis } from 'ioredis';
import type { TestFleet } from './test-fleet.ts';

/** Forgets every job and schedule of a fleet, as a lost Redis or a truncated table would. */
export async function emptyQueueStore(fleet: Pick<TestFleet, 'ctx' | 'databaseUrl' | 'redisUrl'>): Promise<void> {
  if (!fleet.redisUrl) {
    const tables = await fleet.ctx.db.$queryRaw<{ name: string }[]>`
      SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq' AND tablename NOT LIKE '%migration%' AND tablename NOT LIKE '%schema%'`;
    await fleet.ctx.db.$executeRawUnsafe(`TRUNCATE ${tables.map((table) => `bullmq.${table.name}`).join(', ')}`);
    return;
  }
  const redis = new Redis(fleet.redisUrl);
  const prefix = `company-${new URL(fleet.databaseUrl).pathname.slice(1)}`;
  const keys = await redis.keys(`${prefix}:*`);
  if (keys.length > 0) await redis.del(...keys);
  redis.disconnect();
}
