import { type Operation, operations, runHeartbeat } from '@atc/agents/heartbeat';
import { readConfig } from '@atc/core/kernel/config';
import { silentLog } from '@atc/core/kernel/log';
import { openLoop } from '@atc/core/loop/opening';
import { openSimulatedMarket } from '@atc/core/market';
import { dieAtStatement } from '@atc/stack/testing/dying';

/** What this process is told on its command line, as JSON. */
export interface DoomedBeat {
  readonly databaseUrl: string;
  readonly seed: string;
  /** The operation in which it kills itself. */
  readonly operation: string;
  /** At so many statements into it: an even one before it is sent, an odd one right after. */
  readonly statement: number;
}

const { databaseUrl, seed, operation, statement }: DoomedBeat = JSON.parse(process.argv[2] ?? '{}');
const { ctx, close } = await openLoop({
  config: readConfig({ SPEED: 'max', SEED: seed, LOG_LEVEL: 'silent' }),
  venues: [],
  databaseUrl,
  redisUrl: null,
  workers: 0,
  name: 'doomed',
  market: openSimulatedMarket({ seed }),
  log: silentLog(),
});

const doomed: Operation['run'] = (context, beat) => {
  dieAtStatement(statement);
  return operations.find(({ name }) => name === operation)?.run(context, beat) ?? Promise.reject(new Error(operation));
};
const plan = operations.map((known) => (known.name === operation ? { ...known, run: doomed } : known));
await runHeartbeat(ctx, { holder: 'doomed', early: true }, plan);
await close();
