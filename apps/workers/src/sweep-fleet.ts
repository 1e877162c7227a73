import { sweepInitiatives } from '@atc/agents/initiative';
import { failStaleRoundtables, sweepTurns } from '@atc/agents/roundtables';
import type { Tick } from '@atc/core/kernel/queues';
import { QUIET_MS } from '@atc/core/loop/steps';
import { sweepLoop } from '@atc/core/loop/sweep';
import type { WorkerContext } from './context.ts';

/** The repeating jobs: BullMQ job schedulers that look for proactive rules and beats that are due. */
const ticks: readonly Tick[] = [
  { id: 'proactive', queue: 'proactive', everyMs: 5000 },
  { id: 'heartbeat', queue: 'heartbeat', everyMs: 5000 },
];

/** Puts the repeating jobs in place. */
export async function putSchedules(ctx: WorkerContext): Promise<void> {
  await ctx.queues.schedule(ticks);
}

/** Recovers what died. A queue store that has forgotten its schedules was emptied: they are put back and every ready row is told again at once. */
export async function sweepFleet(ctx: WorkerContext): Promise<void> {
  const forgotten = await isForgotten(ctx);
  if (forgotten) await putSchedules(ctx);
  const quietMs = forgotten ? 0 : QUIET_MS;
  await sweepLoop(ctx, quietMs);
  await sweepTurns(ctx, quietMs);
  await sweepInitiatives(ctx, quietMs);
  await failStaleRoundtables(ctx);
}

async function isForgotten(ctx: WorkerContext): Promise<boolean> {
  const there = await Promise.all(ticks.map((tick) => ctx.queues.isScheduled(tick)));
  return there.includes(false);
}
