import { errorText } from '@atc/core/kernel/errors';
import type { StepKind } from '@atc/core/loop/kinds';
import { listUnclaimed } from '@atc/core/loop/steps';
import type { WorkerContext } from '../context.ts';
import { runStep } from '../run-step.ts';

/** For how long a step may wait for its job. */
const QUIET_MS = 1500;

export interface UnclaimedWork {
  /** Looks once and begins what it finds; waits for none of it. */
  look(): Promise<void>;
  /** Lets what runs end for so long, then tells it to hand back its step. */
  stop(graceMs: number): Promise<void>;
}

/**
 * Opens what works steps that lower risk when their job does not come: the same claim as a job's, so that a job that
 * comes after all finds its step taken. At most as many at once as a queue would run.
 */
export function openUnclaimedWork(ctx: WorkerContext, kinds: readonly StepKind[]): UnclaimedWork {
  const running = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  const begin = (rowId: string, nudge: number) => {
    const work = runStep(ctx, { rowId, nudge }, stopping.signal)
      .catch((error: unknown) => ctx.log.warn({ stepId: rowId, error: errorText(error) }, 'a step was not worked'))
      .finally(() => running.delete(rowId));
    running.set(rowId, work);
  };
  return {
    look: async () => {
      const limit = ctx.config.stepConcurrency - running.size;
      if (limit <= 0) return;
      for (const { rowId, nudge } of await listUnclaimed(ctx.db, kinds, { quietMs: QUIET_MS, limit }))
        if (!running.has(rowId)) begin(rowId, nudge);
    },
    stop: async (graceMs) => {
      const timer = setTimeout(() => stopping.abort(new Error('shutdown')), graceMs);
      await Promise.all(running.values());
      clearTimeout(timer);
    },
  };
}
