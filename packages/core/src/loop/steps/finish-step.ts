import { emitEvent } from '../../company/events/index.ts';
import { inTransaction, type Tx } from '../../kernel/db/index.ts';
import { noteFailure, noteSuccess } from '../breakers/index.ts';
import type { LoopContext } from '../context.ts';
import { settleMission } from '../missions/index.ts';
import { backOffMs, MAX_FAILURES } from './retry.ts';
import type { Claim, ClaimedStep } from './step.ts';
import { failStep, holdStep, putBackStep, succeedStep } from './store.ts';

/** What a handler made of its step. */
export type StepEnd =
  /** `save` runs in the transaction that ends the step, after it has; `result` must not be empty. */
  | {
      readonly kind: 'succeeded';
      readonly result: Readonly<Record<string, unknown>>;
      readonly save?: (tx: Tx) => Promise<unknown>;
    }
  /** A refusal by the business: the mission ends, no breaker counts it. */
  | { readonly kind: 'failed'; readonly reason: string; readonly save?: (tx: Tx) => Promise<unknown> }
  /** Not yet: the step goes back to its queue for `waitMs` of machine time, and this is no failure. */
  | { readonly kind: 'later'; readonly waitMs: number; readonly why: string };

/** A job comes this much after its row may be taken, so that two clocks never make it come too early. */
const LATE_MS = 25;

/** Ends a held step as its handler said, in one transaction. Changes nothing when the lease was lost. */
export async function finishStep(
  ctx: LoopContext,
  { step, probe }: Extract<Claim, { kind: 'claimed' }>,
  end: StepEnd,
): Promise<void> {
  if (end.kind === 'later') return putBack(ctx, step, end.waitMs);
  await inTransaction(ctx.db, async (tx) => {
    const ended = end.kind === 'succeeded' ? await succeed(ctx, tx, { step, end }) : await fail(ctx, tx, { step, end });
    if (ended && (probe || step.failures > 0)) await noteSuccess(ctx, tx, step);
  });
}

interface Ending<Kind extends StepEnd['kind']> {
  readonly step: ClaimedStep;
  readonly end: Extract<StepEnd, { readonly kind: Kind }>;
}

async function succeed(ctx: LoopContext, tx: Tx, { step, end }: Ending<'succeeded'>): Promise<boolean> {
  const done = await succeedStep(tx, step, { result: end.result, at: ctx.clock.now() });
  if (!done) return false;
  if (done.next) tx.nudge(done.next.kind, done.next);
  await end.save?.(tx);
  if (!done.next && !done.ended)
    await settleMission(ctx, tx, { missionId: step.missionId, kind: step.kind, reason: null });
  return true;
}

async function fail(ctx: LoopContext, tx: Tx, { step, end }: Ending<'failed'>): Promise<boolean> {
  if (!(await holdStep(tx, step))) return false;
  await end.save?.(tx);
  const { reason } = end;
  await failStep(tx, step, { reason, deadLetter: false, at: ctx.clock.now() });
  await settleMission(ctx, tx, { missionId: step.missionId, kind: step.kind, reason });
  return true;
}

async function putBack(ctx: LoopContext, step: ClaimedStep, waitMs: number): Promise<void> {
  const nudge = await putBackStep(ctx.db, step, { waitMs, failed: false, error: null });
  if (nudge !== null) await ctx.queues.nudge(step.kind, [{ rowId: step.id, nudge, delayMs: waitMs + LATE_MS }]);
}

/**
 * A handler threw: the step runs again after a back-off, or is a dead letter after the fifth failure; its breaker
 * counts.
 */
export async function failAttempt(ctx: LoopContext, step: ClaimedStep, error: string): Promise<void> {
  const failures = step.failures + 1;
  if (failures >= MAX_FAILURES) return buryStep(ctx, step, error);
  const waitMs = backOffMs(step.kind, failures);
  await inTransaction(ctx.db, async (tx) => {
    const nudge = await putBackStep(tx, step, { waitMs, failed: true, error });
    if (nudge === null) return;
    tx.nudge(step.kind, { rowId: step.id, nudge, delayMs: waitMs + LATE_MS });
    await noteFailure(ctx, tx, { ...step, error });
  });
}

async function buryStep(ctx: LoopContext, step: ClaimedStep, error: string): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    if (!(await holdStep(tx, step))) return;
    await writeDeadLetter(ctx, tx, { ...step, error });
    await noteFailure(ctx, tx, { ...step, error });
  });
}

type Dead = Pick<ClaimedStep, 'id' | 'missionId' | 'seq' | 'kind'> & { readonly error: string };

/** Marks a step a dead letter, fails its mission and says so. Call with the mission locked. */
export async function writeDeadLetter(ctx: LoopContext, tx: Tx, step: Dead): Promise<void> {
  const reason = `gave up after ${MAX_FAILURES} failures: ${step.error}`;
  await failStep(tx, step, { reason, deadLetter: true, at: ctx.clock.now() });
  await emitEvent(ctx, tx, {
    kind: 'step.dead_letter',
    title: `OBSERVER put a ${step.kind} step aside after ${MAX_FAILURES} failures`,
    summary: step.error,
    missionId: step.missionId,
    fields: { stepId: step.id, kind: step.kind, error: step.error },
  });
  await settleMission(ctx, tx, { missionId: step.missionId, kind: step.kind, reason });
}
