import type { Nudge } from '../queues/index.ts';
import type { BaseDb } from './open-db.ts';

/** Adds jobs to a queue. */
export type AddJobs = (queue: string, nudges: readonly Nudge[]) => Promise<unknown>;

/** A job that a transaction asked for. */
export interface WantedJob extends Nudge {
  readonly queue: string;
}

const adders = new WeakMap<BaseDb, AddJobs>();

/** Lets the transactions of a client add the jobs that they ask for. Without it the sweep adds them. */
export function announceThrough(db: BaseDb, add: AddJobs): void {
  adders.set(db, add);
}

/**
 * Adds the jobs of a transaction that is committed, each queue's in the order in which they were asked for. Never
 * fails: the work is done, and the sweep adds what was not added.
 */
export async function announce(db: BaseDb, wanted: readonly WantedJob[]): Promise<void> {
  const add = adders.get(db);
  if (!add || wanted.length === 0) return;
  const queues = Map.groupBy(wanted, ({ queue }) => queue);
  await Promise.allSettled([...queues].map(async ([queue, jobs]) => add(queue, jobs)));
}
