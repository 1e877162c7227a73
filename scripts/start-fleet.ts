import { ensureOperatorKey } from '@atc/api/server';
import { prepareWorld } from '@atc/company/world';
import { demandVenue } from '@atc/core/desk/brokers';
import { type Config, loadConfig, wantsToJoin } from '@atc/core/kernel/config';
import { openDb } from '@atc/core/kernel/db';
import { hearEnd } from '@atc/core/kernel/ending';
import { StartError } from '@atc/core/kernel/errors';
import { claimCalendar, deskUrl, openCalendarHold } from '@atc/core/kernel/identity';
import { openMarket } from '@atc/core/loop/opening';
import type { Market } from '@atc/core/market';
import { upgradeDatabase } from '@atc/stack/backup';
import { refuseCompany } from '@atc/stack/host';
import { openStack } from '@atc/stack/launcher';
import { venues } from '@atc/venues/registry';
import { processNames } from '@atc/workers/fleet';
import { openDesk, refuseTakenPort } from './fleet/open-desk.ts';
import { refuseStrangers } from './fleet/strangers.ts';
import { runCommand } from './run-command.ts';
import { orExplain, say } from './with-stack.ts';

// The company as separate processes under pm2, on servers that stay up until `npm run fleet:stop`. All are one company;
// beside another that runs they start only with --join.
await orExplain(async () => {
  const end = hearEnd();
  const join = wantsToJoin(process.argv.slice(2));
  const config = loadConfig(venues);
  const venue = config.tradingMode === 'live' ? demandVenue(config, venues) : null;
  if (venue?.mustBeAttended)
    throw new StartError(
      'unattended',
      `${venue.title} allows no unattended bot: run \`npm start\` in a terminal instead`,
    );
  await refuseStrangers(['api', 'servers', ...processNames], process.cwd());
  if (!config.databaseUrl && !join) await refuseCompany(config.dataDir);
  const market = await openMarket(config, { venues, say });
  const stack = await openStack({ ...config, say, signal: end });
  const env = { DATABASE_URL: stack.databaseUrl, ...(stack.redisUrl ? { REDIS_URL: stack.redisUrl } : {}) };
  let freshKey: string | null;
  try {
    freshKey = await prepare(config, market, { databaseUrl: stack.databaseUrl, join, end });
    end.throwIfAborted();
    await runCommand('pm2', ['start', 'pm2.config.js', '--update-env'], env);
  } catch (error) {
    await stack.close();
    throw error;
  }
  await stack.keep();
  if (freshKey) say(`Your operator key, shown this once: ${freshKey}`);
  say(`The desk is open at ${await openDesk(config)}`);
  say('The fleet runs: `npx pm2 logs` shows it, `npm run fleet:stop` stops it.');
});

interface Beginning {
  readonly databaseUrl: string;
  readonly join: boolean;
  readonly end: AbortSignal;
}

/**
 * Migrates and makes the world while this process holds the calendar, and leaves it to the fleet's own; returns a key
 * made just now.
 */
async function prepare(config: Config, market: Market, { databaseUrl, join, end }: Beginning): Promise<string | null> {
  const db = openDb(databaseUrl, { connections: 2 });
  const hold = openCalendarHold(db, deskUrl(config.host, config.port));
  try {
    await claimCalendar(hold, { join });
    await refuseTakenPort(config);
    await upgradeDatabase(databaseUrl, { ...config, say });
    end.throwIfAborted();
    const resumes = await claimCalendar(hold, { join });
    await prepareWorld(databaseUrl, market, { config, say, resumes });
    return await ensureOperatorKey(db, config.operatorKey);
  } finally {
    await hold.leave();
    await db.$disconnect();
  }
}
