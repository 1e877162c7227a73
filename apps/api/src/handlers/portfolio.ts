import { readPortfolio } from '@atc/core/desk/portfolio';
import { z } from 'zod';
import { endpoint, noInput, ok, pageByTime, pageOf } from '../http/index.ts';
import { listSnapshots, showBooks } from '../reads/portfolio/store.ts';
import { portfolioView, snapshotView } from '../reads/portfolio/view.ts';

export const showPortfolio = endpoint({
  summary: 'The books: equity, cash, profit and loss, exposure, win rate, Sharpe ratio',
  input: noInput,
  response: portfolioView,
  handle: async (ctx) => ok(await ctx.answers.of('portfolio', async () => showBooks(ctx, await readPortfolio(ctx.db)))),
});

export const listHistory = endpoint({
  summary: 'The books as they were, newest first',
  input: z.object({ query: z.strictObject(pageByTime) }),
  response: pageOf(snapshotView),
  handle: async (ctx, { query }) => ok(await listSnapshots(ctx, query)),
});
