import { endRun, type HeldBeat, startRun } from '@atc/core/company/runs';
import { errorText } from '@atc/core/kernel/errors';
import type { LoopContext } from '@atc/core/loop';
import { openBudget } from './budget.ts';
import type { Operation } from './operations.ts';

/** What became of one operation of a beat. */
export interface Done {
  readonly operation: string;
  readonly status: 'succeeded' | 'failed';
  readonly durationMs: number;
  readonly errors: readonly string[];
  readonly result: Readonly<Record<string, unknown>>;
  /** Where the next beat goes on; null: all was done. */
  readonly cursor: string | null;
}

/** An operation that had nothing to do. */
export const doneIdle = ({ name, idle }: Operation): Done => ({
  ...{ operation: name, status: 'succeeded', durationMs: 0 },
  ...{ errors: [], result: idle, cursor: null },
});

/** Whether an operation has done everything that there was to do. */
export const isWhole = ({ status, cursor }: Done): boolean => status === 'succeeded' && cursor === null;

/** How much longer than its budget the lease for an operation is: a holder that is slow to stop keeps its beat. */
const MARGIN_MS = 3000;

/** The lease that lets an operation use its whole budget (machine milliseconds). */
export function leaseFor(operation: Pick<Operation, 'budgetMs'> | undefined): number {
  return (operation?.budgetMs ?? 0) + MARGIN_MS;
}

/**
 * Runs one operation of a held beat within its budget and writes its row; a failure is written, never thrown. Null when
 * another beat took over.
 */
export async function runOperation(ctx: LoopContext, held: HeldBeat, operation: Operation): Promise<Done | null> {
  const { beat } = held;
  const begun = ctx.clock.monotonicMs();
  const id = await startRun(ctx.beatDb, {
    beat,
    operation: operation.name,
    leaseMs: leaseFor(operation),
    at: ctx.clock.now(),
  });
  if (id === null) return null;
  const end = await work(ctx, held, operation);
  const done: Done = { operation: operation.name, durationMs: ctx.clock.monotonicMs() - begun, ...end };
  if (done.status === 'failed')
    ctx.log.error({ beat, operation: done.operation, error: done.errors[0] }, 'an operation of the heartbeat failed');
  await endRun(ctx.beatDb, { id, beat, ...done });
  return done;
}

type End = Pick<Done, 'status' | 'errors' | 'result' | 'cursor'>;

async function work(ctx: LoopContext, held: HeldBeat, operation: Operation): Promise<End> {
  const budget = openBudget(ctx, held, operation);
  try {
    const portion = await Promise.race([operation.run({ ...ctx, db: ctx.beatDb }, budget), budget.overrun]);
    return { status: 'succeeded', errors: [], ...portion };
  } catch (error) {
    return { status: 'failed', errors: [errorText(error)], result: {}, cursor: budget.cursor };
  } finally {
    budget.close();
  }
}
