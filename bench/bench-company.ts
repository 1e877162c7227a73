import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openMinds } from '@atc/agents/minds';
import { seedAgents } from '@atc/agents/personas';
import { defaultPolicies, insertPolicy, type Policies } from '@atc/core/company/policies';
import type { Market } from '@atc/core/desk/market';
import { type Config, readConfig } from '@atc/core/kernel/config';
import { openDb } from '@atc/core/kernel/db';
import { silentLog } from '@atc/core/kernel/log';
import { openLoop, openWorld, seedCompany } from '@atc/core/loop/opening';
import { openStack } from '@atc/stack/launcher';
import { migrate } from '@atc/stack/migrate';
import type { WorkerContext } from '@atc/workers/fleet';

export type Backend = 'redis' | 'postgres';

export interface BenchCompany {
  readonly ctx: WorkerContext;
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  close(): Promise<void>;
}

export interface BenchOptions {
  readonly backend: Backend;
  readonly market: Market;
  readonly policies?: Partial<Policies>;
  /** Whether one process plays it, and runs its jobs one after the other. */
  readonly alone?: boolean;
}

/** A company on servers of its own, durable as a user's, in a temporary folder; null when the backend cannot be had. */
export async function benchCompany({
  backend,
  market,
  policies = {},
  alone = false,
}: BenchOptions): Promise<BenchCompany | null> {
  const dataDir = await mkdtemp(join(tmpdir(), 'company-bench-'));
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
  const config = readConfig({ SPEED: 'max', LOG_LEVEL: 'silent' });
  await furnish(stack.databaseUrl, { market, config, policies });
  const { ctx, close } = await openLoop({
    config,
    venues: [],
    databaseUrl: stack.databaseUrl,
    redisUrl: stack.redisUrl,
    workers: 16,
    name: 'bench',
    market,
    alone,
    log: silentLog(),
  });
  return {
    ctx: { ...ctx, minds: openMinds(ctx), worker: 'bench' },
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
      changedBy: 'bench',
      reason: 'room for many trades',
      changedAt: market.startsAt,
    });
  await seedCompany(db, market.startsAt);
  await seedAgents(db);
  await openWorld(db, market, config);
  await db.$disconnect();
}

/** Policies under which a thousand trades fit into a day. */
export const roomyPolicies: Partial<Policies> = {
  company: { ...defaultPolicies.company, starting_capital_usd: 1_000_000 },
  trade_limits: {
    ...defaultPolicies.trade_limits,
    max_daily_trades: 100_000,
    max_open_positions: 100_000,
    max_daily_analyses: 100_000,
    max_daily_agent_tasks: 100_000,
  },
  risk_controls: { ...defaultPolicies.risk_controls, max_portfolio_risk: 1, max_single_position_risk: 1 },
  roundtable_policy: { ...defaultPolicies.roundtable_policy, max_daily_conversations: 100_000 },
};
