import type { Config } from './config/index.ts';
import type { BaseDb } from './db/index.ts';
import type { Dice } from './dice/index.ts';
import type { Log } from './log/index.ts';
import type { Queues } from './queues/index.ts';
import type { Clock } from './time/index.ts';

/** What every verb may use. Made once per process; tests make their own. */
export interface KernelContext {
  readonly db: BaseDb;
  readonly queues: Queues;
  readonly clock: Clock;
  readonly dice: Dice;
  readonly log: Log;
  readonly config: Config;
}
