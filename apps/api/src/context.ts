import type { WorldClock } from '@atc/core/kernel/time';
import type { LoopContext } from '@atc/core/loop';

/** What the API may use: all that the loop may, and where company time ends. */
export interface ApiContext extends LoopContext {
  readonly clock: WorldClock;
}
