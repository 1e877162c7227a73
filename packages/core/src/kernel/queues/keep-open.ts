import type { Queue } from 'bullmq';

/** What holds a queue back, as people call it. */
export type Restraint = 'a pause' | 'a rate limit' | 'a limit of jobs at once';

/** Takes away whatever holds a queue back, whoever put it there; says what it was. */
export async function keepOpen(queue: Queue): Promise<readonly Restraint[]> {
  const [{ paused, concurrency, max }, restMs] = await Promise.all([queue.getMeta(), queue.getRateLimitTtl()]);
  const found: Restraint[] = [];
  if (paused) {
    await queue.resume();
    found.push('a pause');
  }
  if (max !== undefined || restMs > 0) {
    await queue.removeGlobalRateLimit();
    await queue.removeRateLimitKey();
    found.push('a rate limit');
  }
  if (concurrency !== undefined) {
    await queue.removeGlobalConcurrency();
    found.push('a limit of jobs at once');
  }
  return found;
}
