import { resolve } from 'node:path';
import { StartError } from '@atc/core/kernel/errors';
import { countPostgresUsers } from '../postgres/index.ts';
import { countRedisUsers } from '../redis/index.ts';

/**
 * Throws a `StartError` while a company, a studio or anything else is connected to the private servers of a data
 * folder.
 * `outcome` says what was left undone.
 */
export async function refuseUsed(dataDir: string, outcome: string): Promise<void> {
  const [postgres, redis] = await Promise.all([countPostgresUsers(dataDir), countRedisUsers(dataDir)]);
  if (postgres + redis === 0) return;
  throw new StartError(
    'in_use',
    `a company runs on ${resolve(dataDir)} (${postgres} connections to its PostgreSQL, ${redis} to its Redis): ` +
      `stop it first, with Ctrl-C or \`npm run fleet:stop\`; ${outcome}`,
  );
}
