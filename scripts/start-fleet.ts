import { ensureOperatorKey } from '@atc/api/server';
import { loadConfig } from '@atc/core/kernel/config';
import { openDb } from '@atc/core/kernel/db';
import { hearEnd } from '@atc/core/kernel/ending';
import { StartError } from '@atc/core/kernel/errors';
import { openMarket } from '@atc/core/loop/opening';
import { upgradeDatabase } from '@atc/stack/backup';
import { openStack } from '@atc/stack/launcher';
import { processNames } from '@atc/workers/fleet';
import { prepareWorld } from '../prisma/seed.ts';
import { refuseStrangers } from './fleet/strangers.ts';
import { runCommand } from './run-command.ts';
import { orExplain, say } from './with-stack.ts';

// The company as separate processes under pm2, on servers that stay up until `npm run fleet:stop`.
await orExplain(async () => {
  const end = hearEnd();
  const config = loadConfig();
  if (config.tradingMode === 'live' && config.liveVenue === 'topstepx')
    throw new StartError('unattended', 'TopstepX allows no unattended bot: run `npm start` in a terminal instead');
  await refuseStrangers(['api', 'servers', ...processNames], process.cwd());
  const market = await openMarket(config, say);
  const stack = await openStack({ ...config, say, signal: end });
  const env = { DATABASE_URL: stack.databaseUrl, ...(stack.redisUrl ? { REDIS_URL: stack.redisUrl } : {}) };
  let freshKey: string | null;
  try {
    await upgradeDatabase(stack.databaseUrl, { ...config, say });
    end.throwIfAborted();
    await prepareWorld(stack.databaseUrl, market, { config, say });
    const db = openDb(stack.databaseUrl, { connections: 1 });
    freshKey = await ensureOperatorKey(db, config.operatorKey).finally(() => db.$disconnect());
    end.throwIfAborted();
    await runCommand('pm2', ['start', 'pm2.config.js', '--update-env'], env);
  } catch (error) {
    await stack.close();
    throw error;
  }
  await stack.keep();
  say(`The desk opens at http://${config.host}:${config.port}`);
  if (freshKey) say(`Your operator key, shown this once: ${freshKey}`);
  say('The fleet runs: `npx pm2 logs` shows it, `npm run fleet:stop` stops it.');
});
