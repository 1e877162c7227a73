import { type Budgeted, type HeldBeat, holdBeat } from '@atc/core/company/runs';
import { inTransaction, type Tx } from '@atc/core/kernel/db';
import { CompanyError } from '@atc/core/kernel/errors';
import { HOUR_MS } from '@atc/core/kernel/time';
import type { LoopContext } from '@atc/core/loop';
import type { Operation } from './operations.ts';

export interface Budget extends Budgeted {
  /** Rejects a moment after the budget is used up: for an operation that does not look at its signal. */
  readonly overrun: Promise<never>;
  close(): void;
}

/** The end of a budget in which an operation begins nothing new: time for the batch under way. */
const LAST_BATCH_MS = 200;
const LAST_BATCH_PART = 0.2;
/** The budget where time waits for each beat: what a beat gets done must not depend on the machine. */
const UNHURRIED_MS = HOUR_MS;
/** How long an operation whose budget is used up may take to say so. */
const GRACE_MS = 250;

/**
 * Opens the budget of one operation of a held beat; `close` ends its timers, and nothing can be written with it any
 * more.
 */
export function openBudget(ctx: LoopContext, { beat, cursors }: HeldBeat, { name, ...operation }: Operation): Budget {
  const budgetMs = ctx.queues.dispatcher ? UNHURRIED_MS : operation.budgetMs;
  const { monotonicMs } = ctx.clock;
  const begun = monotonicMs();
  const lastBatchMs = Math.min(LAST_BATCH_MS, budgetMs * LAST_BATCH_PART);
  const enough = new AbortController();
  let closed = false;
  const late = Promise.withResolvers<never>();
  late.promise.catch(() => undefined);
  const timers = [
    setTimeout(() => enough.abort(new CompanyError('budget_spent', 'the budget is used up')), budgetMs - lastBatchMs),
    setTimeout(
      () => late.reject(new CompanyError('overrun', `it took longer than its ${budgetMs} ms`)),
      budgetMs + GRACE_MS,
    ),
  ];
  const leftMs = () => {
    const left = budgetMs - (monotonicMs() - begun);
    if (closed || left <= 0) throw new CompanyError('budget_spent', 'the budget is used up');
    return left;
  };
  const fence = async (tx: Tx) => {
    if (!(await holdBeat(tx, beat, leftMs()))) throw new CompanyError('beat_lost', 'another beat took over');
  };
  return {
    db: ctx.beatDb,
    signal: enough.signal,
    cursor: cursors[name] ?? null,
    overrun: late.promise,
    write: async (work) =>
      inTransaction(ctx.beatDb, async (tx) => fence(tx).then(() => work(tx)), { timeoutMs: leftMs() }),
    close: () => {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
