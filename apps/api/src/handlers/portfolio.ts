import { readPortfolio } from '@atc/core/desk/portfolio';
import { z } from 'zod';
import { endpoint, invalid, moment, noInput, ok, pageByTime, pageOf } from '../http/index.ts';
import { listMoments } from '../reads/portfolio/range-store.ts';
import { listSnapshots, showBooks } from '../reads/portfolio/store.ts';
import { momentView, portfolioView } from '../reads/portfolio/view.ts';

export const showPortfolio = endpoint({
  summary: 'The books: equity, cash, profit and loss, exposure, win rate, Sharpe ratio',
  input: noInput,
  response: portfolioView,
  handle: async (ctx) => ok(await ctx.answers.of('portfolio', async () => showBooks(ctx, await readPortfolio(ctx.db)))),
});

const MOST_POINTS = 1000;
const POINTS = 300;

const wanted = z
  .strictObject({
    ...pageByTime,
    from: moment.optional().meta({ description: 'company time; its begin unless told' }),
    to: moment.optional().meta({ description: 'company time; now unless told' }),
    points: z.coerce.number<number | string>().int().min(2).max(MOST_POINTS).optional(),
    with: z.literal('holding').optional().meta({ description: 'beside holding the same tokens from the start' }),
  })
  .refine((query) => query.cursor === undefined || !isRange(query), {
    message: 'a range has no pages',
    path: ['cursor'],
  });

export const listHistory = endpoint({
  summary:
    'The books as they were, newest first in pages. With from, to, points or with: a range, oldest first, of which ' +
    'so many moments are shown',
  input: z.object({ query: wanted }),
  response: pageOf(momentView),
  handle: async (ctx, { query }) => {
    if (!isRange(query)) return ok(await listSnapshots(ctx, query));
    const from = query.from === undefined ? ctx.clock.world.startsAt : new Date(query.from);
    const to = query.to === undefined ? ctx.clock.now() : new Date(query.to);
    if (to.getTime() <= from.getTime())
      return invalid([{ path: query.to === undefined ? 'from' : 'to', message: 'the range ends before it begins' }]);
    const range = { from, to, points: query.points ?? POINTS, holding: query.with === 'holding' };
    return ok({ items: [...(await listMoments(ctx, range))], nextCursor: null });
  },
});

interface RangeQuery {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly points?: number | undefined;
  readonly with?: string | undefined;
}

function isRange({ from, to, points, with: beside }: RangeQuery): boolean {
  return [from, to, points, beside].some((asked) => asked !== undefined);
}
