import type { DeskContext } from '../context.ts';
import { sharpeRatio, winRate } from './performance.ts';
import { insertSnapshot, listDailyEquity, readPortfolio } from './store.ts';

const DAYS = 90;
const DAYS_A_YEAR = 365;

/** Writes the books of this moment into the history: hourly, and after each trade that closed. */
export async function snapshotPortfolio(ctx: DeskContext, { cause }: { readonly cause: string }): Promise<void> {
  const portfolio = await readPortfolio(ctx.db);
  const values = await listDailyEquity(ctx.db, portfolio.accountId, DAYS);
  const returns = values.slice(1).map((value, i) => value / (values[i] ?? value) - 1);
  await insertSnapshot(ctx.db, { portfolio, at: ctx.clock.now(), cause, winRate: winRate(portfolio.wins, portfolio.losses), sharpeRatio: sharpeRatio(returns, DAYS_A_YEAR) });
}
