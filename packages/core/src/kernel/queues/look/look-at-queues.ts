import type { Queue } from 'bullmq';

/** How a queue stands. */
export interface QueueLook {
  readonly name: string;
  readonly waiting: number;
  readonly active: number;
  /** To be run later. */
  readonly delayed: number;
  /** Of those that the store still has. */
  readonly failed: number;
  /** When the job that waits longest was added, machine time; null where none waits. */
  readonly oldestAt: Date | null;
  readonly paused: boolean;
}

/** How each queue stands in its store. */
export function lookAtQueues(queues: Iterable<readonly [string, Queue]>): Promise<readonly QueueLook[]> {
  return Promise.all([...queues].map(async ([name, queue]) => lookAt(name, queue)));
}

async function lookAt(name: string, queue: Queue): Promise<QueueLook> {
  const [counts, [oldest], paused] = await Promise.all([
    queue.getJobCounts(),
    queue.getJobs(['waiting', 'prioritized'], 0, 0, true),
    queue.isPaused(),
  ]);
  const { active = 0, delayed = 0, failed = 0 } = counts;
  return {
    name,
    waiting: (counts.waiting ?? 0) + (counts.prioritized ?? 0) + (counts.paused ?? 0),
    active,
    delayed,
    failed,
    oldestAt: oldest ? new Date(oldest.timestamp) : null,
    paused,
  };
}
