import { sweepInitiatives } from '@atc/agents/initiative';
import { failStaleRoundtables, sweepTurns } from '@atc/agents/roundtables';
import { troubleOf } from '@atc/core/kernel/log';
import type { Tick } from '@atc/core/kernel/queues';
import { sweepLoop } from '@atc/core/loop/clockwork';
import { QUIET_MS } from '@atc/core/loop/steps';
import type { WorkerContext } from './context.ts';

/** The repeating jobs: BullMQ job schedulers that look for proactive rules and beats that are due. */
const ticks: readonly Tick[] = [
  { id: 'proactive', queue: 'proactive', everyMs: 5000 },
  { id: 'heartbeat', queue: 'heartbeat', everyMs: 5000 },
];

type Chore = (ctx: WorkerContext, quietMs: number) => Promise<unknown>;

const chores = {
  turns: sweepTurns,
  initiatives: sweepInitiatives,
  roundtables: (ctx) => failStaleRoundtables(ctx),
} as const satisfies Record<string, Chore>;

/**
 * Opens the sweep: it puts the repeating jobs in place and recovers what died. A queue store that has forgotten its
 * schedules was emptied, and one that refused jobs may take them again: then every ready row is told at once. What the
 * queue store does not do keeps nothing of the rest from being swept.
 */
export function openSweep(ctx: WorkerContext): () => Promise<void> {
  const tell = troubleOf(ctx.log);
  return async () => {
    const forgotten = await putSchedules(ctx).catch((error: unknown) => {
      tell(error, 'the repeating jobs could not be put in place');
      return false;
    });
    const quietMs = ctx.queues.hasMissed() || forgotten ? 0 : QUIET_MS;
    await sweepLoop(ctx, { quietMs, tell });
    for (const [chore, run] of Object.entries(chores))
      await run(ctx, quietMs).catch((error: unknown) => tell(error, 'a chore of the sweep failed', { chore }));
  };
}

/** Puts repeating jobs in place where one is missing; true when one was. */
async function putSchedules(ctx: WorkerContext): Promise<boolean> {
  const there = await Promise.all(ticks.map((tick) => ctx.queues.isScheduled(tick)));
  if (!there.includes(false)) return false;
  await ctx.queues.schedule(ticks);
  return true;
}
