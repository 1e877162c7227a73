import { openMinds } from '@atc/agents/minds';
import { loadConfig } from '@atc/core/kernel/config';
import { hearEnd, untilEnd } from '@atc/core/kernel/ending';
import { exitCodeOf, StartError } from '@atc/core/kernel/errors';
import { openLoop } from '@atc/core/loop/opening';
import { venues } from '@atc/venues/registry';
import { openLab } from './lab/index.ts';
import { isProcessName, ORDER_KEEPER, processNames } from './processes.ts';
import { runProcesses } from './run-process.ts';

const [, , name = ''] = process.argv;

try {
  await run();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${name} cannot start: ${error.message}\n`);
  process.exitCode = exitCodeOf(error);
}

/** One process of the fleet, on the servers that `DATABASE_URL` and `REDIS_URL` name, until it is told to end. */
async function run(): Promise<void> {
  const end = hearEnd();
  if (!isProcessName(name)) throw new StartError('unknown_process', `name one of ${processNames.join(', ')}`);
  const config = loadConfig(venues);
  if (!config.databaseUrl)
    throw new StartError('no_database', 'DATABASE_URL is not set: a fleet is started with `npm run fleet`');
  const { ctx, close } = await openLoop({
    config,
    venues,
    databaseUrl: config.databaseUrl,
    redisUrl: config.redisUrl ?? null,
    workers: 6,
    name,
    trades: name === ORDER_KEEPER,
  });
  const { lab, close: closeLab } = openLab(ctx);
  const running = await runProcesses({ ...ctx, minds: openMinds(ctx), lab, worker: `${name}-${process.pid}` }, [name]);
  ctx.log.info({ process: name, backend: ctx.queues.backend }, 'process is ready');
  process.send?.('ready');
  await untilEnd(end);
  await closeLab();
  await running.stop();
  await close();
}
