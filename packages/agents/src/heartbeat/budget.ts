import { type Budgeted, type HeldBeat, holdBeat } from '@atc/core/company/runs';
import { inTransaction } from '@atc/core/kernel/db';
import { CompanyError } from '@atc/core/kernel/errors';
import type { LoopContext } from '@atc/core/loop';
import type { Operation } from './operations.ts';

export interface Budget extends Budgeted {
  /** Rejects a moment after the budget is used up: for an operation that does not look at its signal. */
  readonly overrun: Promise<never>;
  close(): void;
}

/** How long an operation that was told to stop may take to do so. */
const GRACE_MS = 250;

/** Opens the budget of one operation of a held beat; `close` ends its timers, and nothing can be written with it any more. */
export function openBudget(ctx: LoopContext, { beat, cursors }: HeldBeat, { name, budgetMs }: Operation): Budget {
  const { monotonicMs } = ctx.clock;
  const begun = monotonicMs();
  const spent = new AbortController();
  const leftMs = () => budgetMs - (monotonicMs() - begun);
  const abort = setTimeout(() => spent.abort(new CompanyError('budget_spent', 'the budget is used up')), budgetMs);
  const late = Promise.withResolvers<never>();
  late.promise.catch(() => undefined);
  const giveUp = setTimeout(
    () => late.reject(new CompanyError('overrun', `it took longer than its ${budgetMs} ms`)),
    budgetMs + GRACE_MS,
  );
  return {
    db: ctx.beatDb,
    signal: spent.signal,
    cursor: cursors[name] ?? null,
    overrun: late.promise,
    write: (work) => {
      spent.signal.throwIfAborted();
      const fenced = async (tx: Parameters<typeof work>[0]) => {
        if (!(await holdBeat(tx, beat, leftMs()))) throw new CompanyError('beat_lost', 'another beat took over');
        return work(tx);
      };
      return inTransaction(ctx.beatDb, fenced, { timeoutMs: leftMs() });
    },
    close: () => {
      clearTimeout(abort);
      clearTimeout(giveUp);
      spent.abort(new CompanyError('budget_closed', 'the operation has ended'));
    },
  };
}
