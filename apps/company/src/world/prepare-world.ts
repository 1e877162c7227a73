import { seedAgents } from '@atc/agents/personas';
import { seedRelationships } from '@atc/agents/relationships';
import type { Config } from '@atc/core/kernel/config';
import { type BaseDb, openDb } from '@atc/core/kernel/db';
import { openLiveWorld, openWorld, seedCompany, type WorldSettings } from '@atc/core/loop/opening';
import type { Market } from '@atc/core/market';
import { venues } from '@atc/venues/registry';

/** Writes every policy, rule, agent and relationship that is missing. Never overwrites what a user changed. */
export async function seed(db: BaseDb, now: Date): Promise<void> {
  await seedCompany(db, now);
  await seedAgents(db);
  await seedRelationships(db);
}

interface Preparation extends Pick<WorldSettings, 'place' | 'resumes'> {
  readonly config: Config;
  readonly say: (line: string) => void;
}

/**
 * Seeds a migrated database and makes its world, or goes on with the one there is; for real money the preflight is run.
 * Returns whether the world is new.
 */
export async function prepareWorld(
  databaseUrl: string,
  market: Market,
  { config, say, place, resumes = true }: Preparation,
): Promise<boolean> {
  const db = openDb(databaseUrl, { connections: 3 });
  try {
    await seed(db, market.startsAt);
    if (config.tradingMode === 'live') return await openLiveWorld(db, { config, venues, market, say, resumes });
    return await openWorld(db, market, { ...config, resumes, ...(place ? { place } : {}) });
  } finally {
    await db.$disconnect();
  }
}
