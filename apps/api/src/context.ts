import type { WorldClock } from '@atc/core/kernel/time';
import type { LoopContext } from '@atc/core/loop';
import type { SharedAnswers } from './reads/share-answers.ts';
import type { HealthReader } from './system/company-health.ts';

/** What the API is opened with: all that the loop may use, and where company time ends. */
export interface HostContext extends LoopContext {
  readonly clock: WorldClock;
}

/** What the API may use. `db` is the pool of the lane that a request is in. */
export interface ApiContext extends HostContext {
  readonly answers: SharedAnswers;
  readonly health: HealthReader;
}
