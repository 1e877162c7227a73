import { endBeat, type HeldBeat, nextBeatAt, openBeats, releaseBeat } from '@atc/core/company/runs';
import type { LoopContext } from '@atc/core/loop';
import { type Done, doneIdle, isWhole, leaseFor, runOperation } from './beat.ts';
import { remember, takeOrEndBeat, takeWhole } from './idle/index.ts';
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
  /** Whether there was nothing to do, which one statement found out. */
  readonly idle: boolean;
  readonly operations: readonly Done[];
}

/**
 * One beat: the six operations in order, each within its budget, none of them keeping the others from running; one that
 * finds nothing to do is over at once. Null when none is due or another process of the fleet has it. One that dies is
 * done again, from where its operations stopped.
 */
export async function runHeartbeat(
  ctx: LoopContext,
  { holder, early = false, signal }: BeatWish,
  plan: readonly Operation[] = operations,
): Promise<BeatReport | null> {
  const now = ctx.clock.now();
  const nextDueAt = nextBeatAt(now);
  if (early) await openBeats(ctx.beatDb, now);
  const wish = { holder, now, nextDueAt, leaseMs: leaseFor(plan[0]), early };
  const held = plan === operations ? await takeOrEndBeat(ctx, wish) : await takeWhole(ctx.beatDb, wish);
  if (!held) return null;
  if (held.idle) return { beat: held.beat, idle: true, operations: operations.map(doneIdle) };
  const done = await runAll(ctx, { held, plan, signal });
  if (!done) return null;
  if (!(await endBeat(ctx.beatDb, { beat: held.beat, now, nextDueAt }))) return null;
  if (held.ground && done.every(isWhole)) remember(ctx, held.ground);
  ctx.log.debug({ beat: held.beat, operations: done }, 'the heart beat');
  return { beat: held.beat, idle: false, operations: done };
}

interface Beating {
  readonly held: HeldBeat;
  readonly plan: readonly Operation[];
  readonly signal: AbortSignal | undefined;
}

/** Runs the operations of a held beat; null when it was let go of, or another took over. */
async function runAll(ctx: LoopContext, { held, plan, signal }: Beating): Promise<readonly Done[] | null> {
  const done: Done[] = [];
  for (const operation of plan) {
    if (signal?.aborted) return letGo(ctx, held.beat);
    const end = await runOperation(ctx, held, operation);
    if (!end) return null;
    done.push(end);
  }
  return done;
}

async function letGo(ctx: LoopContext, beat: number): Promise<null> {
  await releaseBeat(ctx.beatDb, beat);
  return null;
}
