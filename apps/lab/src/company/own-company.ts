import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openMinds } from '@atc/agents/minds';
import { seedAgents } from '@atc/agents/personas';
import { insertPolicy, type Policies } from '@atc/core/company/policies';
import { type Config, readConfig } from '@atc/core/kernel/config';
import { openDb } from '@atc/core/kernel/db';
import { silentLog } from '@atc/core/kernel/log';
import { openLoop, openWorld, seedCompany } from '@atc/core/loop/opening';
import type { Market } from '@atc/core/market';
import { openStack } from '@atc/stack/launcher';
import { migrate } from '@atc/stack/migrate';
import type { WorkerContext } from '@atc/workers/fleet';

/** Where its queues are. */
export type Backend = 'redis' | 'postgres';

/** A company that nobody else uses. */
export interface OwnCompany {
  readonly ctx: WorkerContext;
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  close(): Promise<void>;
}

interface OwnOptions {
  readonly backend: Backend;
  readonly market: Market;
  readonly policies?: Partial<Policies>;
  /** What its chance is drawn from. */
  readonly seed?: string;
  /** Whether one process plays it, and runs its jobs one after the other. */
  readonly alone?: boolean;
}

/** A company on servers of its own, durable as a user's, in a temporary folder; null when the backend cannot be had. */
export async function openOwnCompany({
  backend,
  market,
  policies = {},
  seed = '1',
  alone = false,
}: OwnOptions): Promise<OwnCompany | null> {
  const dataDir = await mkdtemp(join(tmpdir(), 'company-lab-'));
  const stack = await openStack({
    dataDir,
    queueBackend: backend === 'redis' ? 'auto' : 'postgres',
    say: () => undefined,
  });
  const discard = async () => {
    await stack.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  if (backend === 'redis' && !stack.redisUrl) {
    await discard();
    return null;
  }
  await migrate(stack.databaseUrl);
  const config = readConfig({ SPEED: 'max', LOG_LEVEL: 'silent', SEED: seed });
  await furnish(stack.databaseUrl, { market, config, policies });
  const { ctx, close } = await openLoop({
    config,
    venues: [],
    databaseUrl: stack.databaseUrl,
    redisUrl: stack.redisUrl,
    workers: 16,
    name: 'lab',
    market,
    alone,
    log: silentLog(),
  });
  return {
    ctx: { ...ctx, minds: openMinds(ctx), worker: 'lab' },
    databaseUrl: stack.databaseUrl,
    redisUrl: stack.redisUrl,
    close: async () => {
      await close();
      await discard();
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
  for (const [key, value] of Object.entries(policies))
    await insertPolicy(db, {
      key,
      value,
      changedBy: 'lab',
      reason: 'what this play is of',
      changedAt: market.startsAt,
    });
  await seedCompany(db, market.startsAt);
  await seedAgents(db);
  await openWorld(db, market, config);
  await db.$disconnect();
}
