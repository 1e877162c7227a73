import type { HostContext } from './host-context.ts';
import type { SharedAnswers } from './reads/share-answers.ts';
import type { Build } from './system/build.ts';
import type { HealthReader } from './system/company-health.ts';

/** What the API may use. `db` is the pool of the lane that a request is in. */
export interface ApiContext extends HostContext {
  readonly answers: SharedAnswers;
  readonly health: HealthReader;
  readonly build: Build;
}
