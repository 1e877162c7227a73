import { readScorecard } from '@atc/core/loop/scorecard';
import type { ApiContext } from '../../context.ts';
import { endpoint, noInput, ok } from '../../http/index.ts';
import { scorecardView } from '../../reads/scorecard/view.ts';
import { show } from '../../reads/view.ts';

export const showScorecard = endpoint({
  summary:
    'How well the company does: its trades by agent, source and token beside buy-and-hold, and the ' +
    'aims of its first weeks',
  input: noInput,
  response: scorecardView,
  handle: async (ctx) => ok(await ctx.answers.of('scorecard', () => viewScorecard(ctx))),
});

async function viewScorecard(ctx: ApiContext) {
  const { prices, ...card } = await readScorecard(ctx);
  const staleTokens = prices.old.map(({ symbol }) => symbol);
  return show(scorecardView, { ...card, pricedAt: prices.pricedAt, stale: staleTokens.length > 0, staleTokens });
}
