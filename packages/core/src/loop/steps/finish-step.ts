import { announceEvents, emitEvent, type WrittenEvent } from '../../company/events/index.ts';
import { inTransaction, type Tx } from '../../kernel/db/index.ts';
import type { Nudge } from '../../kernel/queues/index.ts';
import { noteFailure, noteSuccess } from '../breakers/index.ts';
import type { LoopContext } from '../context.ts';
import type { StepKind } from '../kinds/index.ts';
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
      readonly save?: (tx: Tx) => Promise<readonly WrittenEvent[]>;
    }
  /** A refusal by the business: the mission ends, no breaker counts it. */
  | { readonly kind: 'failed'; readonly reason: string; readonly save?: (tx: Tx) => Promise<readonly WrittenEvent[]> }
  /** Not yet: the step goes back to its queue for `waitMs` of machine time, and this is no failure. */
  | { readonly kind: 'later'; readonly waitMs: number; readonly why: string };

interface Written {
  readonly events: readonly WrittenEvent[];
  readonly next: (Nudge & { readonly kind: StepKind }) | null;
}

/** A job comes this much after its row may be taken, so that two clocks never make it come too early. */
const LATE_MS = 25;

const NOTHING: Written = { events: [], next: null };

/**
 * Ends a held step as its handler said, in one transaction, then announces. Changes nothing when the lease was lost.
 */
export async function finishStep(
  ctx: LoopContext,
  { step, probe }: Extract<Claim, { kind: 'claimed' }>,
  end: StepEnd,
): Promise<void> {
  if (end.kind === 'later') return putBack(ctx, step, end.waitMs);
  const written = await inTransaction(ctx.db, async (tx): Promise<Written> => {
    const ended = end.kind === 'succeeded' ? await succeed(ctx, tx, { step, end }) : await fail(ctx, tx, { step, end });
    if (!ended) return NOTHING;
    const healed = probe || step.failures > 0 ? await noteSuccess(ctx, tx, step) : [];
    return { events: [...ended.events, ...healed], next: ended.next };
  });
  await announce(ctx, written);
}

interface Ending<Kind extends StepEnd['kind']> {
  readonly step: ClaimedStep;
  readonly end: Extract<StepEnd, { readonly kind: Kind }>;
}

async function succeed(ctx: LoopContext, tx: Tx, { step, end }: Ending<'succeeded'>): Promise<Written | null> {
  const done = await succeedStep(tx, step, { result: end.result, at: ctx.clock.now() });
  if (!done) return null;
  const told = (await end.save?.(tx)) ?? [];
  if (done.next || done.ended) return { events: told, next: done.next };
  const settled = await settleMission(ctx, tx, { missionId: step.missionId, kind: step.kind, reason: null });
  return { events: [...told, ...settled], next: null };
}

async function fail(ctx: LoopContext, tx: Tx, { step, end }: Ending<'failed'>): Promise<Written | null> {
  if (!(await holdStep(tx, step))) return null;
  const told = (await end.save?.(tx)) ?? [];
  const { reason } = end;
  await failStep(tx, step, { reason, deadLetter: false, at: ctx.clock.now() });
  const settled = await settleMission(ctx, tx, { missionId: step.missionId, kind: step.kind, reason });
  return { events: [...told, ...settled], next: null };
}

async function announce(ctx: LoopContext, { events, next }: Written): Promise<void> {
  if (next) await ctx.queues.nudge(next.kind, [next]);
  await announceEvents(ctx, events);
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
  const written = await inTransaction(ctx.db, async (tx) => {
    const nudge = await putBackStep(tx, step, { waitMs, failed: true, error });
    return { nudge, events: nudge === null ? [] : await noteFailure(ctx, tx, { ...step, error }) };
  });
  if (written.nudge !== null)
    await ctx.queues.nudge(step.kind, [{ rowId: step.id, nudge: written.nudge, delayMs: waitMs + LATE_MS }]);
  await announceEvents(ctx, written.events);
}

async function buryStep(ctx: LoopContext, step: ClaimedStep, error: string): Promise<void> {
  const events = await inTransaction(ctx.db, async (tx) => {
    if (!(await holdStep(tx, step))) return [];
    return [
      ...(await writeDeadLetter(ctx, tx, { ...step, error })),
      ...(await noteFailure(ctx, tx, { ...step, error })),
    ];
  });
  await announceEvents(ctx, events);
}

type Dead = Pick<ClaimedStep, 'id' | 'missionId' | 'seq' | 'kind'> & { readonly error: string };

/** Marks a step a dead letter, fails its mission and says so. Call with the mission locked. */
export async function writeDeadLetter(ctx: LoopContext, tx: Tx, step: Dead): Promise<readonly WrittenEvent[]> {
  const reason = `gave up after ${MAX_FAILURES} failures: ${step.error}`;
  await failStep(tx, step, { reason, deadLetter: true, at: ctx.clock.now() });
  const told = await emitEvent(ctx, tx, {
    agentId: 'observer',
    kind: 'step.dead_letter',
    title: `OBSERVER put a ${step.kind} step aside after ${MAX_FAILURES} failures`,
    summary: step.error,
    tags: ['error', 'dead_letter'],
    missionId: step.missionId,
    fields: { stepId: step.id, kind: step.kind, error: step.error },
  });
  return [told, ...(await settleMission(ctx, tx, { missionId: step.missionId, kind: step.kind, reason }))];
}
