import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestCompany, testCompany } from '../../testing/test-company.ts';
import { closeTrade, openTrade } from '../../testing/trades/index.ts';
import { countSignal, readSourceRecord } from './store.ts';

let company: TestCompany;

beforeEach(async () => {
  company = await testCompany();
});
afterEach(() => company.close());

const scanner = { source: 'scanner:breakout', trust: 'trusted' } as const;
const impostor = { source: 'scanner:breakout', trust: 'untrusted' } as const;

async function tradeOf(trust: 'trusted' | 'untrusted', price: string): Promise<void> {
  const trade = await openTrade(company.ctx, { symbol: 'SOL', price: '200', stop: '180', trust });
  await closeTrade(company.ctx, trade, { price, reason: 'operator' });
}

test('a closed trade counts in the record of its source, and a breakeven scores no confidence', async () => {
  for (const price of ['220', '180', '200.4']) await tradeOf('trusted', price);
  expect(await readSourceRecord(company.ctx.db, scanner)).toMatchObject({ wins: 1, losses: 1 });
  expect(await company.ctx.db.signalSource.findMany()).toMatchObject([
    { name: 'scanner:breakout', kind: 'scanner', trust: 'trusted', trades: 3, brierCount: 2 },
  ]);
});

test('whoever posts under the name of the scanner neither gains from its record nor spoils it', async () => {
  await tradeOf('trusted', '220');
  await tradeOf('untrusted', '180');
  await countSignal(company.ctx.db, impostor);
  expect(await readSourceRecord(company.ctx.db, scanner)).toMatchObject({ wins: 1, losses: 0 });
  expect(await readSourceRecord(company.ctx.db, impostor)).toMatchObject({ wins: 0, losses: 1 });
  expect(await company.ctx.db.signalSource.findMany({ orderBy: { name: 'asc' } })).toMatchObject([
    { name: 'posted:scanner:breakout', kind: 'posted', trust: 'untrusted', signals: 1 },
    { name: 'scanner:breakout', signals: 0 },
  ]);
});

test('votes on an entry are scored by how its trade ended, abstentions are not', async () => {
  const { ctx } = company;
  const trade = await openTrade(ctx, { symbol: 'SOL', price: '200', stop: '180', trust: 'trusted' });
  const { entryProposalId: proposalId } = await ctx.db.position.findFirstOrThrow();
  const at = ctx.clock.now();
  const table = { format: 'desk_review', topic: 'SOL', turnsPlanned: 3, temperature: 0, convenedAt: at } as const;
  const { id: roundtableId } = await ctx.db.roundtable.create({ data: { ...table, proposalId, naturalKey: 'r' } });
  const vote = { proposalId, roundtableId, reason: '', votedAt: at } as const;
  await ctx.db.vote.createMany({
    data: [
      { ...vote, agentId: 'atlas', vote: 'approve', probability: 0.8 },
      { ...vote, agentId: 'sage', vote: 'reject', probability: 0.6 },
      { ...vote, agentId: 'intel', vote: 'abstain', probability: 0.5 },
    ],
  });
  await closeTrade(ctx, trade, { price: '220', reason: 'operator' });
  const votes = await ctx.db.vote.findMany({ orderBy: { agentId: 'asc' } });
  const brierOf = (agent: string) => votes.find(({ agentId }) => agentId === agent)?.brier ?? null;
  expect(brierOf('atlas')).toBeCloseTo(0.04);
  expect(brierOf('sage')).toBeCloseTo(0.36);
  expect(brierOf('intel')).toBeNull();
});

test.each([
  ['up', 0.04],
  ['down', null],
] as const)('a vote on scaling %s is scored %s', async (direction, brier) => {
  const { ctx } = company;
  const trade = await openTrade(ctx, { symbol: 'SOL', price: '200', stop: '180', trust: 'trusted' });
  const { id: positionId } = await ctx.db.position.findFirstOrThrow();
  const at = ctx.clock.now();
  const { id: proposalId } = await ctx.db.proposal.create({
    data: {
      agentId: 'scout',
      title: 'More SOL',
      missionType: 'scale',
      positionId,
      originKind: 'event',
      originId: 'test',
      proposedSteps: [{ kind: 'scale_position', payload: { positionId, direction } }],
      status: 'accepted',
      dedupeKey: 'more',
      proposedAt: at,
    },
  });
  const table = { format: 'debate', topic: 'SOL', turnsPlanned: 6, temperature: 0.8, convenedAt: at } as const;
  const { id: roundtableId } = await ctx.db.roundtable.create({ data: { ...table, proposalId, naturalKey: 'r' } });
  const vote = { agentId: 'atlas', vote: 'approve', probability: 0.8, reason: '', votedAt: at } as const;
  await ctx.db.vote.create({ data: { ...vote, proposalId, roundtableId } });
  await closeTrade(ctx, trade, { price: '220', reason: 'operator' });
  const scored = (await ctx.db.vote.findFirstOrThrow()).brier;
  expect(scored === null ? null : Number(scored.toFixed(6))).toBe(brier);
});
