import { Queue, Worker } from 'bullmq';
import type { Nudge } from '../db/index.ts';
import { CompanyError } from '../errors/index.ts';
import { type Log, type TellTrouble, troubleOf } from '../log/index.ts';
import { MINUTE_MS } from '../time/index.ts';
import { type Adder, openAdder } from './add-jobs.ts';
import { closeWorker, within } from './close-worker.ts';
import { connectQueues, type QueueConnection } from './connection.ts';
import { keepOpen } from './keep-open.ts';
import { lookAtQueues } from './look/look-at-queues.ts';
import { type JobPresence, jobIdOf, type QueueSpec } from './queue-spec.ts';
import type { Queues, RunningWorker, Tick, Work } from './queues.ts';
import { slownessOf } from './slow-machine.ts';

// A job of a killed worker is handed out again after this long; the sweep is faster and does the real recovery.
const LOCK_MS = 5000;
const MANY_STALLS = 1000;
const CLOSE_MS = 1000;
const SLOW = 'this machine is slow';
const SLOW_QUIET_MS = 10 * MINUTE_MS;
const KEEP = { age: 3600, count: 500 };

export interface OpenQueuesOptions {
  readonly specs: readonly QueueSpec[];
  readonly redisUrl: string | null;
  readonly databaseUrl: string;
  /** Keeps two companies on one Redis apart. */
  readonly prefix: string;
  /** How many workers this process will start. */
  readonly workers: number;
  readonly log: Log;
}

interface Store {
  readonly options: OpenQueuesOptions;
  readonly connection: QueueConnection;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly workers: Set<Worker>;
  /** Tells that this machine has no time for its work. */
  readonly slow: TellTrouble;
}

/** Opens the queues of this process on Redis or PostgreSQL; `close()` ends what it opened, workers included. */
export async function openQueues(options: OpenQueuesOptions): Promise<Queues> {
  const connection = await connectQueues(options);
  const queues = await openAll(options, connection);
  const slow = troubleOf(options.log, { quietMs: SLOW_QUIET_MS });
  const store: Store = { options, connection, queues, workers: new Set(), slow };
  const adder: Adder = openAdder((name) => queueOf(store, name), connection.trouble);
  return {
    backend: connection.backend,
    specs: options.specs,
    dispatcher: null,
    nudge: adder.add,
    hasMissed: adder.hasMissed,
    presence: (queue, nudges) => findJobs(store, queue, nudges),
    work: (queue, work) => startWorker(store, queue, work),
    schedule: (ticks) => putSchedules(store, ticks),
    isScheduled: async (tick) => (await queueOf(store, tick.queue).getJobScheduler(tick.id)) !== undefined,
    unschedule: async (queue, ids) => {
      await Promise.all(ids.map((id) => queueOf(store, queue).removeJobScheduler(id)));
    },
    showPaused: (queue, paused) => setPaused(queueOf(store, queue), paused),
    keepOpen: (queue) => keepOpen(queueOf(store, queue)),
    probe: () => connection.probe(`${options.prefix}:probe`),
    counts: () => countJobs(store),
    looks: () => lookAtQueues(queues),
    forBoard: () => [...queues.values()],
    close: () => closeStore(store),
  };
}

/**
 * Opens the queues. On PostgreSQL one after the other: a queue asks its store at once, and all of them together would
 * open a connection each, which costs the server more than everything else at a start.
 */
async function openAll({ specs, prefix }: OpenQueuesOptions, connection: QueueConnection): Promise<Map<string, Queue>> {
  const queues = new Map<string, Queue>();
  for (const { name } of specs) {
    const queue = openQueue(name, prefix, connection);
    queues.set(name, queue);
    // The version is read once the queue's first write is done.
    if (connection.backend === 'postgres') await queue.getVersion().catch(() => undefined);
  }
  return queues;
}

function openQueue(name: string, prefix: string, connection: QueueConnection): Queue {
  const options = {
    connection: connection.producer as never,
    prefix,
    defaultJobOptions: { attempts: 1, removeOnComplete: KEEP, removeOnFail: KEEP },
  };
  const queue = connection.factory ? new Queue(name, options, connection.factory as never) : new Queue(name, options);
  // Every call that fails says so to its caller; without a listener the same error would end the process.
  queue.on('error', () => undefined);
  return queue;
}

async function setPaused(queue: Queue, paused: boolean): Promise<void> {
  if ((await queue.isPaused()) === paused) return;
  await (paused ? queue.pause() : queue.resume());
}

function queueOf(store: Store, name: string): Queue {
  const queue = store.queues.get(name);
  if (!queue) throw new CompanyError('unknown_queue', `no queue is named ${name}`);
  return queue;
}

async function findJobs(store: Store, name: string, nudges: readonly Nudge[]): Promise<readonly JobPresence[]> {
  const queue = queueOf(store, name);
  return Promise.all(
    nudges.map(async (nudge) => {
      const state = await queue.getJobState(jobIdOf(nudge));
      if (state === 'unknown') return 'absent';
      return state === 'completed' || state === 'failed' ? 'finished' : 'waiting';
    }),
  );
}

async function startWorker(store: Store, name: string, work: Work): Promise<RunningWorker> {
  const { options, connection } = store;
  const spec = options.specs.find((known) => known.name === name);
  if (!spec) throw new CompanyError('unknown_queue', `no queue is named ${name}`);
  const settings = {
    connection: connection.consumer as never,
    prefix: options.prefix,
    concurrency: spec.concurrency,
    lockDuration: LOCK_MS,
    stalledInterval: LOCK_MS,
    maxStalledCount: MANY_STALLS,
    ...(spec.maxPerSecond ? { limiter: { max: spec.maxPerSecond, duration: 1000 } } : {}),
  };
  const process = (job: { data: { rowId: string; nudge: number } }, _token?: string, signal?: AbortSignal) =>
    work(job.data, signal);
  const worker = connection.factory
    ? new Worker(name, process as never, settings, connection.factory as never)
    : new Worker(name, process as never, settings);
  worker.on('error', (error) => {
    const slow = slownessOf(error);
    if (slow) store.slow(slow, SLOW);
    else connection.trouble(error, 'a queue worker cannot reach its store');
  });
  worker.on('failed', (_, error) => {
    const slow = slownessOf(error);
    if (slow) store.slow(slow, SLOW);
    else connection.trouble(error, 'job failed', { queue: name });
  });
  worker.on('lockRenewalFailed', (ids) => {
    for (const id of ids) worker.cancelJob(id, 'lock lost');
  });
  store.workers.add(worker);
  await worker.waitUntilReady();
  return {
    queue: name,
    close: (graceMs) => {
      store.workers.delete(worker);
      return closeWorker(worker, graceMs);
    },
  };
}

async function putSchedules(store: Store, ticks: readonly Tick[]): Promise<void> {
  await Promise.all(
    ticks.map((tick) =>
      queueOf(store, tick.queue).upsertJobScheduler(
        tick.id,
        { every: tick.everyMs },
        { name: tick.queue, data: { rowId: tick.id, nudge: 0 }, opts: { removeOnComplete: KEEP, removeOnFail: KEEP } },
      ),
    ),
  );
}

async function countJobs(store: Store): Promise<Record<string, Record<string, number>>> {
  const rows = await Promise.all(
    [...store.queues].map(async ([name, queue]) => [name, await queue.getJobCounts()] as const),
  );
  return Object.fromEntries(rows);
}

async function closeStore(store: Store): Promise<void> {
  await Promise.all([...store.workers].map((worker) => closeWorker(worker, CLOSE_MS)));
  await Promise.all([...store.queues.values()].map((queue) => within(CLOSE_MS, queue.close())));
  await store.connection.close();
}
