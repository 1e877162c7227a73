import { runHeartbeat } from '@atc/agents/heartbeat';
import { takeInitiative } from '@atc/agents/initiative';
import { runTurn } from '@atc/agents/roundtables';
import type { Work } from '@atc/core/kernel/queues';
import { watchPrices } from '@atc/core/loop/clockwork';
import { deliverEvent } from '@atc/core/loop/deliveries';
import { type QueueName, type StepKind, stepKinds } from '@atc/core/loop/kinds';
import { fireDueRules } from '@atc/core/loop/triggers';
import type { WorkerContext } from './context.ts';
import { runStep } from './run-step.ts';

type Job = (ctx: WorkerContext, job: Parameters<Work>[0], signal: AbortSignal | undefined) => Promise<unknown>;

const machinery = {
  events: (ctx, job) => deliverEvent(ctx, job),
  heartbeat: (ctx, _, signal) => runHeartbeat(ctx, { holder: ctx.worker, signal }),
  initiative: (ctx, job) => takeInitiative(ctx, { id: job.rowId, nudge: job.nudge }),
  price_watch: (ctx) => watchPrices(ctx),
  proactive: (ctx) => fireDueRules(ctx),
  turns: (ctx, job) => runTurn(ctx, { id: job.rowId, nudge: job.nudge }),
} as const satisfies Record<Exclude<QueueName, StepKind>, Job>;

const isStepKind = (queue: QueueName): queue is StepKind => stepKinds.some((kind) => kind === queue);

export interface WorkOptions {
  /** False while this process moves company time: its clock is never behind. */
  readonly readsClock: () => boolean;
}

/**
 * What a job of each queue does in this process. Other processes than the clock's read company time afresh before each.
 */
export function workOf(
  ctx: WorkerContext,
  queue: QueueName,
  { readsClock }: WorkOptions = { readsClock: () => true },
): Work {
  const work: Work = isStepKind(queue)
    ? (job, signal) => runStep(ctx, job, signal)
    : (job, signal) => machinery[queue](ctx, job, signal).then(() => undefined);
  return async (job, signal) => {
    if (readsClock()) {
      const now = await ctx.clock.refresh();
      await ctx.market.feed?.catchUp(ctx.db, now);
    }
    await work(job, signal);
  };
}
