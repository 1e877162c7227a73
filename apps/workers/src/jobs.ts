import { runTurn } from '@atc/agents/roundtables';
import type { Work } from '@atc/core/kernel/queues';
import { type QueueName, type StepKind, stepKinds } from '@atc/core/loop/kinds';
import { deliverEvent, fireDueRules } from '@atc/core/loop/triggers';
import { watchPrices } from '@atc/core/loop/watch';
import type { WorkerContext } from './context.ts';
import { runStep } from './run-step.ts';

type Job = (ctx: WorkerContext, job: Parameters<Work>[0]) => Promise<unknown>;

const machinery = {
  events: (ctx, job) => deliverEvent(ctx, job),
  price_watch: (ctx) => watchPrices(ctx),
  proactive: (ctx) => fireDueRules(ctx),
  turns: (ctx, job) => runTurn(ctx, { id: job.rowId, nudge: job.nudge }),
} as const satisfies Record<Exclude<QueueName, StepKind>, Job>;

const isStepKind = (queue: QueueName): queue is StepKind => stepKinds.some((kind) => kind === queue);

/** What a job of each queue does in this process. Company time is read afresh before each. */
export function workOf(ctx: WorkerContext, queue: QueueName): Work {
  if (isStepKind(queue)) return (job, signal) => runStep(ctx, job, signal);
  const job = machinery[queue];
  return async (nudge) => {
    await ctx.clock.refresh();
    await job(ctx, nudge);
  };
}
