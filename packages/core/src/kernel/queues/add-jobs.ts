import type { Queue } from 'bullmq';
import type { Nudge } from '../db/index.ts';
import type { TellTrouble } from '../log/index.ts';
import { jobIdOf } from './queue-spec.ts';

/** How long a caller, whose work is committed, waits for the store to take the jobs of it. */
const PATIENCE_MS = 1000;

/** Adds jobs without ever failing or keeping its caller for long: what is not added is found by the sweep. */
export interface Adder {
  add(queue: string, nudges: readonly Nudge[]): Promise<boolean>;
  /** Whether the store refused jobs since this was last asked. */
  hasMissed(): boolean;
}

/**
 * Opens what adds the jobs of a process. While the store refuses jobs, or takes longer than a caller waits, nobody
 * waits for it at all: jobs are sent all the same, and the first that it takes in time ends this.
 */
export function openAdder(queueOf: (name: string) => Queue, trouble: TellTrouble): Adder {
  let troubled = false;
  let missed = false;
  const send = async (name: string, nudges: readonly Nudge[]): Promise<boolean> => {
    const startedMs = performance.now();
    try {
      await addTo(queueOf(name), nudges);
      if (performance.now() - startedMs < PATIENCE_MS) troubled = false;
      return true;
    } catch (error) {
      troubled = true;
      missed = true;
      trouble(error, 'jobs not added; the sweep will add them');
      return false;
    }
  };
  return {
    add: async (name, nudges) => {
      if (nudges.length === 0) return true;
      const sending = send(name, nudges);
      if (troubled) return false;
      const added = await inTime(PATIENCE_MS, sending);
      if (added === null) troubled = true;
      return added ?? false;
    },
    hasMissed: () => {
      const was = missed;
      missed = false;
      return was;
    },
  };
}

async function addTo(queue: Queue, nudges: readonly Nudge[]): Promise<void> {
  const jobs = nudges.map((nudge) => ({
    name: queue.name,
    data: { rowId: nudge.rowId, nudge: nudge.nudge },
    opts: {
      jobId: jobIdOf(nudge),
      ...(nudge.priority ? { priority: nudge.priority } : {}),
      ...(nudge.delayMs ? { delay: nudge.delayMs } : {}),
    },
  }));
  const [only] = jobs;
  if (jobs.length === 1 && only) await queue.add(only.name, only.data, only.opts);
  else await queue.addBulk(jobs);
}

/** What came of work, or null when it takes longer. */
async function inTime(ms: number, work: Promise<boolean>): Promise<boolean | null> {
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), ms);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
