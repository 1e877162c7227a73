import type { Tick } from '@atc/core/kernel/queues';
import { reconcileOrders } from '@atc/core/desk/orders';
import type { QueueName } from '@atc/core/loop/kinds';
import { startCalendar } from '@atc/core/loop/calendar';
import { errorText } from '@atc/core/kernel/errors';
import type { WorkerContext } from './context.ts';
import { workOf } from './jobs.ts';
import { CLOCK_KEEPER, type ProcessName, processes } from './processes.ts';

export interface RunningProcess {
  /** Settles when a recording has been played to its end; never otherwise. */
  readonly ended: Promise<void>;
  /** Takes no new work, lets current work end for at most ten seconds, and stops. */
  stop(): Promise<void>;
}

const GRACE_MS = 8000;
const RESCHEDULE_MS = 60_000;

const ticks: readonly Tick[] = [
  { id: 'sweep', queue: 'sweep', everyMs: 2000 },
  { id: 'order-recovery', queue: 'order_recovery', everyMs: 2000 },
  { id: 'proactive', queue: 'proactive', everyMs: 5000 },
];

/** Runs the queues of one or more processes of the fleet in this one. Orders are reconciled before any new work is taken. */
export async function runProcesses(ctx: WorkerContext, names: readonly ProcessName[]): Promise<RunningProcess> {
  const queues = names.flatMap((name): readonly QueueName[] => processes[name]);
  if (names.includes('trade-executor')) await reconcileOrders(ctx);
  const workers = await Promise.all(queues.map((queue) => ctx.queues.work(queue, workOf(ctx, queue))));
  const keeper = names.includes(CLOCK_KEEPER) ? await keepTime(ctx) : null;
  return {
    ended: keeper?.ended ?? new Promise(() => undefined),
    stop: async () => {
      await keeper?.stop();
      await Promise.all(workers.map((worker) => worker.close(GRACE_MS)));
    },
  };
}

async function keepTime(ctx: WorkerContext): Promise<RunningProcess> {
  const reschedule = () => ctx.queues.schedule(ticks).catch((error: unknown) => ctx.log.warn({ error: errorText(error) }, 'schedules not put back; tried again in a minute'));
  await reschedule();
  // An emptied queue store forgets its schedulers.
  const timer = setInterval(reschedule, RESCHEDULE_MS);
  const calendar = startCalendar(ctx);
  return {
    ended: calendar.ended,
    stop: async () => {
      clearInterval(timer);
      await calendar.stop();
    },
  };
}
