import type { Worker } from 'bullmq';

/** How long what was cancelled may take to hand its job back. */
const HANDED_BACK_MS = 2000;

/**
 * Ends a worker: its jobs get `graceMs` to finish, then they are cancelled. Ends in any case, also when the store is
 * away and answers nothing.
 */
export async function closeWorker(worker: Worker, graceMs: number): Promise<void> {
  const closed = worker.close();
  if (await within(graceMs, closed)) return;
  worker.cancelAllJobs('shutdown');
  if (await within(HANDED_BACK_MS, closed)) return;
  // BullMQ waits for its store before it lets go of this timer, which keeps a process from ending.
  await (worker as unknown as { lockManager: { close(): Promise<void> } }).lockManager.close();
}

/** Whether something came to its end in time; what ends later, or fails then, is left to itself. */
export async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(() => resolve(false), ms);
  work.catch(() => undefined);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
