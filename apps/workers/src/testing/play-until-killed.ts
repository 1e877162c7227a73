import { openMinds } from '@atc/agents/minds';
import { readConfig } from '@atc/core/kernel/config';
import { silentLog } from '@atc/core/kernel/log';
import { openLoop } from '@atc/core/loop/opening';
import { openReplayMarket } from '@atc/core/market';
import { dieAtStatement } from '@atc/stack/testing/dying';
import { processNames } from '../processes.ts';
import { runProcesses } from '../run-process.ts';

/** What this process is told on its command line, as JSON. */
export interface DoomedPlay {
  readonly databaseUrl: string;
  readonly seed: string;
  /** A recording of candles, and the times from and to which it is played. */
  readonly recording: { readonly dir: string; readonly from: string; readonly to: string };
  /** It kills itself at so many statements into the play: an even one before it is sent, an odd one right after. */
  readonly statement: number;
}

const { databaseUrl, seed, recording, statement }: DoomedPlay = JSON.parse(process.argv[2] ?? '{}');
const { dir, from, to } = recording;
const { ctx, close } = await openLoop({
  config: readConfig({ SPEED: 'max', SEED: seed, LOG_LEVEL: 'silent' }),
  venues: [],
  databaseUrl,
  redisUrl: null,
  workers: 16,
  name: 'doomed',
  market: await openReplayMarket({ dir, from: new Date(from), to: new Date(to) }),
  alone: true,
  log: silentLog(),
});

dieAtStatement(statement);
const running = await runProcesses({ ...ctx, minds: openMinds(ctx), worker: 'doomed' }, processNames);
await running.ended;
await running.stop();
await close();
