import { openWatchLook } from '@atc/core/loop/clockwork';
import type { WorkerContext } from '../context.ts';
import { workOf } from '../jobs.ts';

export interface WatchKeeper {
  /** False while this process moves company time: its clock is never behind. */
  readonly readsClock: () => boolean;
  /** For how long closed bars may wait for the job that looks at them. */
  readonly patienceMs: number;
}

/**
 * Opens what keeps the watch of prices going whatever becomes of its jobs: the database is the truth, so bars that have
 * closed and were not looked at are looked at here.
 */
export function keepWatch(ctx: WorkerContext, { readsClock, patienceMs }: WatchKeeper): () => Promise<void> {
  const look = openWatchLook(ctx);
  const watch = workOf(ctx, 'price_watch', { readsClock });
  return async () => {
    if (readsClock()) await ctx.clock.refresh();
    const { unwatchedMs } = await look();
    if (unwatchedMs >= patienceMs) await watch({ rowId: 'overdue', nudge: 0 }, undefined);
  };
}
