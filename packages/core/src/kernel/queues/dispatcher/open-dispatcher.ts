import { errorText } from '../../errors/index.ts';
import { type Log, troubleOf } from '../../log/index.ts';
import { within } from '../close-worker.ts';
import type { Queues, RunningWorker, Work } from '../queues.ts';
import { type Line, openLine } from './line.ts';

/**
 * The queues of a process that runs a whole company by itself: its jobs wait in one line here and are run one after the
 * other. The store stays open for who looks at it and carries nothing.
 */
export function openDispatcher(store: Queues, log: Log): Queues {
  const works = new Map<string, Work>();
  const tell = troubleOf(log);
  const ending = new AbortController();
  const line = openLine({
    has: (queue) => works.has(queue),
    run: async ({ queue, rowId, nudge }) => {
      try {
        await works.get(queue)?.({ rowId, nudge }, ending.signal);
      } catch (error) {
        tell(error, 'job failed', { queue, error: errorText(error) });
      }
    },
  });
  return {
    ...store,
    dispatcher: line,
    nudge: async (queue, nudges) => {
      line.add(queue, nudges);
      return true;
    },
    hasMissed: () => false,
    presence: async (queue, nudges) => nudges.map((nudge) => (line.has(queue, nudge) ? 'waiting' : 'absent')),
    work: async (queue, work) => startWorker(line, works, { queue, work, stop: () => ending.abort() }),
    // Nothing repeats by machine time: the calendar says when a rule or a beat is due.
    schedule: async () => undefined,
    isScheduled: async () => true,
    unschedule: async () => undefined,
    close: async () => {
      ending.abort();
      await line.end();
      await store.close();
    },
  };
}

interface Starting {
  readonly queue: string;
  readonly work: Work;
  /** Tells what runs that it must end. */
  readonly stop: () => void;
}

function startWorker(line: Line, works: Map<string, Work>, { queue, work, stop }: Starting): RunningWorker {
  works.set(queue, work);
  line.look();
  return {
    queue,
    close: async (graceMs) => {
      works.delete(queue);
      await within(graceMs, line.end());
      stop();
    },
  };
}
