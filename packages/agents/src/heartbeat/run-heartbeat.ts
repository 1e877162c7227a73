import { endBeat, nextBeatAt, openBeats, releaseBeat, takeBeat } from '@atc/core/company/runs';
import type { LoopContext } from '@atc/core/loop';
import { type Done, leaseFor, runOperation } from './beat.ts';
import { type Operation, operations } from './operations.ts';

export interface BeatWish {
  /** Who beats, for people who look. */
  readonly holder: string;
  /** Beats although none is due. */
  readonly early?: boolean;
  /** Aborts when this process must stop: the beat is let go of, still due. */
  readonly signal?: AbortSignal | undefined;
}

export interface BeatReport {
  readonly beat: number;
  readonly operations: readonly Done[];
}

/**
 * One beat: the six operations in order, each within its budget, none of them keeping the others from running. Null
 * when none is due or another process of the fleet has it. One that dies is done again, from where its operations
 * stopped.
 */
export async function runHeartbeat(
  ctx: LoopContext,
  { holder, early = false, signal }: BeatWish,
  plan: readonly Operation[] = operations,
): Promise<BeatReport | null> {
  const now = ctx.clock.now();
  if (early) await openBeats(ctx.beatDb, now);
  const held = await takeBeat(ctx.beatDb, { holder, now, leaseMs: leaseFor(plan[0]), early });
  if (!held) return null;
  const done: Done[] = [];
  for (const operation of plan) {
    if (signal?.aborted) return letGo(ctx, held.beat);
    const end = await runOperation(ctx, held, operation);
    if (!end) return null;
    done.push(end);
  }
  if (!(await endBeat(ctx.beatDb, { beat: held.beat, now, nextDueAt: nextBeatAt(now) }))) return null;
  ctx.log.debug({ beat: held.beat, operations: done }, 'the heart beat');
  return { beat: held.beat, operations: done };
}

async function letGo(ctx: LoopContext, beat: number): Promise<null> {
  await releaseBeat(ctx.beatDb, beat);
  return null;
}
