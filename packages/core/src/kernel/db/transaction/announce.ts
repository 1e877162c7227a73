import type { BaseDb } from '../open-db.ts';

/**
 * A job is a nudge: it names a row and the nudge number the row had when the job was added. It carries nothing else.
 */
export interface Nudge {
  readonly rowId: string;
  readonly nudge: number;
  /** 0 is ordinary; 1 is most urgent, higher numbers less so. */
  readonly priority?: number;
  readonly delayMs?: number;
}

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
