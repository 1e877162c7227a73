import { noteProcess } from '@atc/core/company/processes';
import { loadConfig } from '@atc/core/kernel/config';
import { hearEnd, untilEnd } from '@atc/core/kernel/ending';
import { exitCodeOf, StartError } from '@atc/core/kernel/errors';
import { followClock } from '@atc/core/kernel/world';
import { openLoop } from '@atc/core/loop/opening';
import { venues } from '@atc/venues/registry';
import { ensureOperatorKey, startApi } from './server/index.ts';

const CLOCK_MS = 250;

try {
  await run();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`The API cannot start: ${error.message}\n`);
  process.exitCode = exitCodeOf(error);
}

/**
 * The API as a process of its own, on the servers that `DATABASE_URL` and `REDIS_URL` name, until it is told to end.
 */
async function run(): Promise<void> {
  const end = hearEnd();
  const config = loadConfig(venues);
  if (!config.databaseUrl)
    throw new StartError('no_database', 'DATABASE_URL is not set: a fleet is started with `npm run fleet`');
  const loop = await openLoop({
    config,
    venues,
    databaseUrl: config.databaseUrl,
    redisUrl: config.redisUrl ?? null,
    workers: 0,
    name: 'api',
    trades: false,
  });
  const unfollow = followClock(loop.ctx.clock, CLOCK_MS);
  try {
    const key = await ensureOperatorKey(loop.ctx.db, config.operatorKey);
    const api = await startApi(loop.ctx, config);
    process.stdout.write(`API at ${api.url}\n${key ? `Your operator key, shown this once: ${key}\n` : ''}`);
    process.send?.('ready');
    const forget = await noteProcess(loop.ctx, ['api']);
    await untilEnd(end);
    await forget();
    await api.close();
  } finally {
    unfollow();
    await loop.close();
  }
}
