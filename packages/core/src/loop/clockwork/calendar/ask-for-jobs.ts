import type { LoopContext } from '../../context.ts';
import type { Due } from '../store.ts';

interface InstantJob {
  readonly queue: 'price_watch' | 'proactive' | 'heartbeat';
  readonly row: 'bar' | 'due';
  /** When it is to be done next, of what came next; absent: at every instant. */
  readonly dueOf?: (due: Due) => Date | null;
}

/** What an instant is for, in its order. */
const jobs: readonly InstantJob[] = [
  { queue: 'price_watch', row: 'bar' },
  { queue: 'proactive', row: 'due', dueOf: ({ ruleDue }) => ruleDue },
  { queue: 'heartbeat', row: 'due', dueOf: ({ beatDue }) => beatDue },
];

export interface Asking {
  readonly round: number;
  readonly signal: AbortSignal;
  /** What came next before this instant; null: that is not known, and everything is asked for. */
  readonly due: Due | null;
}

/**
 * Asks for the jobs of an instant. Where a dispatcher runs them, each is done with all that follows from it, and only
 * what is due is asked for.
 */
export async function askForJobs(
  { queues }: Pick<LoopContext, 'queues'>,
  now: Date,
  { round, signal, due }: Asking,
): Promise<void> {
  const ask = ({ queue, row }: InstantJob) => queues.nudge(queue, [{ rowId: `${row}-${now.getTime()}`, nudge: round }]);
  if (!queues.dispatcher) {
    await Promise.all(jobs.map(ask));
    return;
  }
  for (const job of jobs) {
    const dueAt = due && job.dueOf ? job.dueOf(due) : now;
    if (dueAt === null || dueAt > now) continue;
    await ask(job);
    await queues.dispatcher.idle(signal);
  }
}
