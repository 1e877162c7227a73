import type { Nudge } from '../../db/index.ts';
import { jobIdOf } from '../queue-spec.ts';
import type { Around, Dispatcher, Job } from './dispatcher.ts';
import { openIdleness } from './idleness.ts';
import { openLater } from './later.ts';

/** Jobs in their order, and the one that runs. */
export interface Line extends Dispatcher {
  add(queue: string, nudges: readonly Nudge[]): void;
  /** Whether a job of this queue runs, or waits to. */
  has(queue: string, nudge: Nudge): boolean;
  /** Looks again for a job that may run. */
  look(): void;
  /** Forgets what waits; settles when what runs has ended. */
  end(): Promise<void>;
}

/** What a line asks of whoever works its jobs. */
export interface Works {
  has(queue: string): boolean;
  /** Never fails. */
  run(job: Job): Promise<void>;
}

/** A job or a chore, made ready to be done. */
type Turn = () => Promise<void>;

interface State {
  jobs: Job[];
  readonly chores: Turn[];
  running: Job | null;
  busy: boolean;
  /** Null until the line begins. */
  around: Around | null;
}

/** Opens a line that stands until it is told to begin. */
export function openLine(works: Works): Line {
  const line: State = { jobs: [], chores: [], running: null, busy: false, around: null };
  const idleness = openIdleness(() => line.busy);
  const later = openLater((job) => {
    line.jobs.push(job);
    look();
  });
  const isIdle = () => !line.busy && later.size() === 0;
  const runAll = async () => {
    line.busy = true;
    for (let turn = nextTurn(line, works); turn; turn = nextTurn(line, works)) await turn();
    line.busy = false;
    if (isIdle()) idleness.tell();
  };
  const look = () => {
    if (line.around && !line.busy) void runAll();
  };
  const push = ({ delayMs, ...job }: Job) => {
    if (delayMs) later.put(idOf(job), job, delayMs);
    else line.jobs.push(job);
  };
  const forget = () => {
    line.jobs = [];
    later.forget();
  };
  return {
    look,
    begin: (first, around = (work) => work()) => {
      const since = line.jobs.filter((job) => !first.some((one) => idOf(one) === idOf(job)));
      line.jobs = [];
      for (const job of [...first, ...since]) push(job);
      line.around = around;
      look();
    },
    add: (queue, nudges) => {
      for (const nudge of nudges) push({ ...nudge, queue });
      look();
    },
    has: (queue, nudge) => later.has(idOf({ ...nudge, queue })) || stands(line, idOf({ ...nudge, queue })),
    idle: async (signal) => {
      if (!isIdle() && !signal.aborted) await idleness.until(signal);
    },
    between: (work) =>
      new Promise((resolve, reject) => {
        line.chores.push(() => work().then(resolve, reject));
        look();
      }),
    end: async () => {
      forget();
      line.around = null;
      if (line.busy) await idleness.until(new AbortController().signal);
    },
  };
}

/** Takes the first job that somebody works; a chore where none waits. */
function nextTurn(line: State, works: Works): Turn | undefined {
  const { around } = line;
  if (!around) return undefined;
  const at = line.jobs.findIndex(({ queue }) => works.has(queue));
  const [job] = at < 0 ? [] : line.jobs.splice(at, 1);
  if (!job) return line.chores.shift();
  return async () => {
    line.running = job;
    await around(() => works.run(job));
    line.running = null;
  };
}

function stands({ jobs, running }: State, id: string): boolean {
  return jobs.some((job) => idOf(job) === id) || (running !== null && idOf(running) === id);
}

const idOf = (job: Job): string => `${job.queue} ${jobIdOf(job)}`;
