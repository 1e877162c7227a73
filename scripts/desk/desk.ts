import type { Config } from '@atc/core/kernel/config';
import type { BaseDb } from '@atc/core/kernel/db';
import type { WorldClock } from '@atc/core/kernel/world';

/** What a command about the desk uses. */
export interface Desk {
  readonly config: Config;
  readonly db: BaseDb;
  readonly databaseUrl: string;
  readonly clock: WorldClock;
  readonly say: (line: string) => void;
  /** Aborted when the command is to end. */
  readonly end: AbortSignal;
}
