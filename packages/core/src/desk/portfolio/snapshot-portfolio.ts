import type { Tx } from '../../kernel/db/index.ts';
import type { DeskContext } from '../context.ts';
import { booksNow, equityReturns, sharpeRatio } from './performance.ts';
import { insertSnapshot, listDailyBooks, readPortfolio } from './store.ts';

const DAYS = 90;
const DAYS_A_YEAR = 365;

/** Writes the books of this moment into the history, with a fresh Sharpe ratio over the last 90 days: every hour. */
export async function snapshotPortfolio(ctx: DeskContext, { cause }: { readonly cause: string }): Promise<void> {
  const books = await readPortfolio(ctx.db);
  const now = ctx.clock.now();
  const days = await listDailyBooks(ctx.db, books.accountId, { days: DAYS, now });
  const returns = equityReturns([...days, booksNow(books)]);
  await insertSnapshot(ctx.db, { at: now, cause, sharpeRatio: sharpeRatio(returns, DAYS_A_YEAR) });
}

/** Writes the books into the history in the transaction that closed a trade; the Sharpe ratio waits for the hour. */
export async function snapshotAtClose(ctx: Pick<DeskContext, 'clock'>, tx: Tx): Promise<void> {
  await insertSnapshot(tx, { at: ctx.clock.now(), cause: 'close' });
}
