import { createTestDatabase, type TestBackend, testServers } from '@atc/stack/testing';
import { insertPolicy, type Policies } from '../company/policies/index.ts';
import { type Config, readConfig } from '../kernel/config/index.ts';
import { openDb } from '../kernel/db/index.ts';
import { readCalendar } from '../kernel/identity/index.ts';
import { silentLog } from '../kernel/log/index.ts';
import { anchorWorld } from '../kernel/world/index.ts';
import { type OpenedLoop, openLoop, openWorld, seedCompany } from '../loop/opening/index.ts';
import type { Market } from '../market/index.ts';
import { scriptedMarket } from './scripted-market.ts';

export interface TestCompanyOptions {
  readonly backend?: TestBackend;
  /** A Redis of the test's own instead of the run's. */
  readonly redisUrl?: string;
  readonly market?: Market;
  /** Policies that differ from the defaults from the start. */
  readonly policies?: Partial<Policies>;
  readonly config?: Readonly<Record<string, string>>;
  readonly workers?: number;
  /** Whether one process works it, and runs its jobs one after the other. */
  readonly alone?: boolean;
}

export interface TestCompany {
  readonly ctx: OpenedLoop['ctx'];
  readonly market: Market;
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  readonly config: Config;
  /** Moves company time; it stands still otherwise. */
  setTime(now: Date): Promise<void>;
  close(): Promise<void>;
}

export const TEST_START = new Date('2025-02-03T15:00:00Z');

/**
 * A company of a test's own: a fresh database, real queues, a market that does what the test writes, time that stands
 * still.
 */
export async function testCompany(options: TestCompanyOptions = {}): Promise<TestCompany> {
  const servers = testServers();
  const database = await createTestDatabase(servers.adminUrl);
  const redisUrl = options.redisUrl ?? (options.backend === 'redis' ? servers.redisUrl : null);
  const config = readConfig({
    SPEED: 'max',
    DATABASE_URL: database.url,
    PORT: '0',
    LOG_LEVEL: 'silent',
    ...options.config,
  });
  const market =
    options.market ?? scriptedMarket({ BONK_USDT: 0.00002, SOL_USDT: 200, WIF_USDT: 1.5 }, { startsAt: TEST_START });
  await furnish(database.url, { market, config, policies: options.policies ?? {} });
  const { ctx, close } = await openLoop({
    config,
    venues: [],
    databaseUrl: database.url,
    redisUrl,
    workers: options.workers ?? 16,
    alone: options.alone ?? false,
    name: 'test',
    market,
    log: silentLog(),
  });
  return {
    ctx,
    market,
    databaseUrl: database.url,
    redisUrl,
    config,
    setTime: async (now) => {
      await anchorWorld(ctx.db, { company: now, horizon: now }, (await readCalendar(ctx.db))?.fence ?? 0);
      await ctx.clock.refresh();
    },
    close: async () => {
      await close();
      await database.drop();
    },
  };
}

interface Furniture {
  readonly market: Market;
  readonly config: Config;
  readonly policies: Partial<Policies>;
}

async function furnish(url: string, { market, config, policies }: Furniture): Promise<void> {
  const db = openDb(url, { connections: 3 });
  try {
    for (const [key, value] of Object.entries(policies))
      await insertPolicy(db, { key, value, changedBy: 'test', reason: 'wanted', changedAt: market.startsAt });
    await seedCompany(db, market.startsAt);
    await openWorld(db, market, config);
  } finally {
    await db.$disconnect();
  }
}
