import type { WorldClock } from '@atc/core/kernel/world';
import type { LoopContext } from '@atc/core/loop';

/** What the API is opened with: all that the loop may use, and where company time ends. */
export interface HostContext extends LoopContext {
  readonly clock: WorldClock;
}
