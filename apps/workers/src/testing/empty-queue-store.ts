import { readCompanyTag } from '@atc/core/kernel/identity';
import { Redis } from 'ioredis';
import type { TestFleet } from './test-fleet.ts';

/** Forgets every job and schedule of a fleet, as a lost Redis or a truncated table would. */
export async function emptyQueueStore(fleet: Pick<TestFleet, 'ctx' | 'databaseUrl' | 'redisUrl'>): Promise<void> {
  if (!fleet.redisUrl) {
    const tables = await fleet.ctx.db.$queryRaw<{ name: string }[]>`
      SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq'
             AND tablename NOT LIKE '%migration%' AND tablename NOT LIKE '%schema%'`;
    await truncate(
      fleet,
      tables.map((table) => `bullmq.${table.name}`),
    );
    return;
  }
  const redis = new Redis(fleet.redisUrl);
  const prefix = `{atc-${await readCompanyTag(fleet.ctx.db)}}`;
  const keys = await redis.keys(`${prefix}:*`);
  if (keys.length > 0) await redis.del(...keys);
  redis.disconnect();
}

const TRIES = 20;

/** A lost store waits for nobody, but TRUNCATE may deadlock with a worker that is reading: the loser tries again. */
async function truncate({ ctx }: Pick<TestFleet, 'ctx'>, tables: readonly string[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await ctx.db.$executeRawUnsafe(`TRUNCATE ${tables.join(', ')}`);
      return;
    } catch (error) {
      if (attempt >= TRIES) throw error;
    }
  }
}
