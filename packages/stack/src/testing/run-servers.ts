import { openTestStack } from './test-stack.ts';

export type TestBackend = 'postgres' | 'redis';

declare module 'vitest' {
  interface ProvidedContext {
    adminUrl: string;
    redisUrl: string | null;
    queueBackends: readonly TestBackend[];
  }
}

interface TestRun {
  provide(key: string, value: unknown): void;
}

/** Vitest's global setup: one set of servers for the whole run, taken down at its end. */
export async function setup(run: TestRun): Promise<() => Promise<void>> {
  const stack = await openTestStack();
  run.provide('adminUrl', stack.adminUrl);
  run.provide('redisUrl', stack.redisUrl);
  run.provide('queueBackends', chooseBackends(stack.redisUrl !== null, process.env.QUEUE_BACKEND));
  return () => stack.close();
}

/** The backends to test: all that there are, or the wanted one. Refuses a wanted backend that this machine lacks. */
export function chooseBackends(hasRedis: boolean, wanted: string | undefined): readonly TestBackend[] {
  const there: readonly TestBackend[] = hasRedis ? ['postgres', 'redis'] : ['postgres'];
  if (!wanted) return there;
  const chosen = there.filter((backend) => backend === wanted);
  if (chosen.length === 0)
    throw new Error(`QUEUE_BACKEND=${wanted} cannot be tested here: there is ${there.join(' and ')}`);
  return chosen;
}
