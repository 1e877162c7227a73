import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestCompany, testCompany } from '../../testing/test-company.ts';
import { closeTrade, openTrade } from '../../testing/trades/index.ts';
import { listForecasts } from './index.ts';

let company: TestCompany;

beforeAll(async () => {
  company = await testCompany();
  for (const price of ['220', '180', '220', '220']) await tradeReviewed(price);
});
afterAll(() => company.close());

/** A trade that ATLAS approved at 0.8 in a desk review, closed at a price. */
async function tradeReviewed(price: string): Promise<void> {
  const { ctx } = company;
  const trade = await openTrade(ctx, { symbol: 'SOL', price: '200', stop: '180', trust: 'trusted' });
  const { entryProposalId: proposalId } = await ctx.db.position.findFirstOrThrow({ where: { id: trade.id } });
  const at = ctx.clock.now();
  const table = { format: 'desk_review', topic: 'SOL', turnsPlanned: 1, temperature: 0, convenedAt: at } as const;
  const { id: roundtableId } = await ctx.db.roundtable.create({ data: { ...table, proposalId, naturalKey: trade.id } });
  const vote = { proposalId, roundtableId, agentId: 'atlas', vote: 'approve', probability: 0.8 } as const;
  await ctx.db.vote.create({ data: { ...vote, reason: '', votedAt: at } });
  await closeTrade(ctx, trade, { price, reason: 'operator' });
}

test('below five scored forecasts nobody is judged yet', async () => {
  expect(await listForecasts(company.ctx.db)).toMatchObject([
    { by: 'agent', name: 'atlas', scored: 4, brier: null },
    { by: 'source', name: 'scanner:breakout', scored: 4, brier: null },
    { by: 'format', name: 'desk_review', scored: 4, brier: null },
  ]);
});

test('from the fifth on agents, sources and formats have a Brier score; a breakeven is not scored', async () => {
  await tradeReviewed('180');
  await tradeReviewed('200.4');
  const [atlas, source, review] = await listForecasts(company.ctx.db);
  // Three winners at 0.8 and two losers: (3 × 0.04 + 2 × 0.64) ÷ 5.
  expect(atlas).toEqual({ by: 'agent', name: 'atlas', scored: 5, brier: expect.closeTo(0.28, 9) });
  expect(review).toEqual({ by: 'format', name: 'desk_review', scored: 5, brier: expect.closeTo(0.28, 9) });
  expect(source).toMatchObject({ by: 'source', scored: 5, brier: expect.closeTo(brierOf(0.84), 9) });
});

const brierOf = (confidence: number): number => (3 * (1 - confidence) ** 2 + 2 * confidence ** 2) / 5;
