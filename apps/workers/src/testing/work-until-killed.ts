import { openMinds } from '@atc/agents/minds';
import { readConfig } from '@atc/core/kernel/config';
import { silentLog } from '@atc/core/kernel/log';
import { openLoop } from '@atc/core/loop/opening';
import { openSimulatedMarket } from '@atc/core/market';
import { dieAtStatement } from '@atc/stack/testing/dying';
import { doWork, type ReadyWork } from './drive.ts';

/** What this process is told on its command line, as JSON. */
export interface Doomed {
  readonly databaseUrl: string;
  readonly seed: string;
  readonly work: ReadyWork;
  /** It kills itself at so many statements into the work: an even one before it is sent, an odd one right after. */
  readonly statement: number;
}

const { databaseUrl, seed, work, statement }: Doomed = JSON.parse(process.argv[2] ?? '{}');
const { ctx, close } = await openLoop({
  config: readConfig({ SPEED: 'max', SEED: seed, LOG_LEVEL: 'silent' }),
  venues: [],
  databaseUrl,
  redisUrl: null,
  workers: 2,
  name: 'doomed',
  market: openSimulatedMarket({ seed }),
  log: silentLog(),
});

dieAtStatement(statement);
await doWork({ ...ctx, minds: openMinds(ctx), worker: 'doomed' }, work);
await close();
