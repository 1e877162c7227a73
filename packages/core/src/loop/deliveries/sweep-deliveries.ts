import { EVENTS_QUEUE } from '../../company/events/index.ts';
import type { LoopContext } from '../context.ts';
import { touchForgottenDeliveries } from './store.ts';

const BATCH = 500;

/**
 * Puts event deliveries that a dead worker held, or that nobody was told of, back into their queue; returns how many.
 */
export async function sweepDeliveries(ctx: LoopContext, quietMs: number): Promise<number> {
  const forgotten = await touchForgottenDeliveries(ctx.db, quietMs, BATCH);
  await ctx.queues.nudge(EVENTS_QUEUE, forgotten);
  return forgotten.length;
}
