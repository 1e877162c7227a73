import { inject } from 'vitest';
import type { TestBackend } from './run-servers.ts';

/** The servers of the test run that this file belongs to. */
export function testServers(): { readonly adminUrl: string; readonly redisUrl: string | null } {
  return { adminUrl: inject('adminUrl'), redisUrl: inject('redisUrl') };
}

/** The queue backends that suites should run on: all that there are, or the one that `QUEUE_BACKEND` names. */
export function availableQueueBackends(): readonly TestBackend[] {
  return inject('queueBackends');
}
