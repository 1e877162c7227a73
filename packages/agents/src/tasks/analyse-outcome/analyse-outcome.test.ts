import { inTransaction } from '@atc/core/kernel/db';
import { scriptedMarket, testCompany } from '@atc/core/testing';
import { closeTrade, openTrade } from '@atc/core/testing/trades';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentContext } from '../../context/index.ts';
import { openMinds } from '../../minds/index.ts';
import { runTask } from '../run-task.ts';

const START = new Date('2025-02-03T15:00:00Z');
const PROPOSAL = '0190f7a0-0000-7000-8000-000000000001';

let company: Awaited<ReturnType<typeof testCompany>>;
let market: ReturnType<typeof scriptedMarket>;
let ctx: AgentContext;

beforeEach(async () => {
  market = scriptedMarket({ SOL_USDT: 200, WIF_USDT: 1 }, { startsAt: START });
  company = await testCompany({ market });
  ctx = { ...company.ctx, minds: openMinds(company.ctx) };
});
afterEach(() => company.close());

let minute = 0;
async function pass(contract: string, ...closes: number[]): Promise<void> {
  for (const close of closes) market.append(contract, { close });
  minute += closes.length;
  await company.setTime(new Date(START.getTime() + minute * market.barMs));
}
beforeEach(() => {
  minute = 0;
});

async function analyse(subject: string, topic?: string) {
  const end = await runTask(ctx, {
    task: 'analyse_outcome',
    origin: { kind: 'schedule', id: 'test' },
    depth: 0,
    agentId: 'growth',
    subject,
    topic,
    proposalId: PROPOSAL,
  });
  await inTransaction(ctx.db, async (tx) => (end.kind === 'succeeded' ? end.save?.(tx) : undefined));
  return end;
}

test('GROWTH tells what a closed trade came to in R, how far it ran, and what its orders cost', async () => {
  const trade = await openTrade(ctx, { symbol: 'SOL', price: '200', stop: '190', usd: 200 });
  await pass('SOL_USDT', 220, 196, 205);
  await closeTrade(ctx, trade, { price: '205', reason: 'take_profit' });
  const end = await analyse(trade.id);
  expect(end).toMatchObject({ kind: 'succeeded', result: { closed: true, holdMinutes: 3, exitReason: 'take_profit' } });
  const told = await ctx.db.event.findFirstOrThrow({ where: { kind: 'trade.analysed' } });
  // One SOL: 5 USD less 0.405 of fees, against a stop that risked 10.
  expect(told.fields).toMatchObject({
    pnlUsd: 4.595,
    rMultiple: expect.closeTo(0.4595),
    mfePct: expect.closeTo(0.1),
    maePct: expect.closeTo(-0.02),
    mfeR: expect.closeTo(2),
    entrySlippageBps: 4,
    exitSlippageBps: 4,
    signalSource: 'scanner:breakout',
    sourceTrades: 1,
    sourceWins: 1,
  });
  expect(told).toMatchObject({ agentId: 'growth', tradeId: trade.id, tags: ['outcome', 'analysed', 'gave_back'] });
});

test('a loser that was ahead, and one that never was, are told apart', async () => {
  const ahead = await openTrade(ctx, { symbol: 'SOL', price: '200', stop: '190' });
  await pass('SOL_USDT', 212, 190);
  await closeTrade(ctx, ahead, { price: '190', reason: 'stop_loss' });
  expect(await analyse(ahead.id)).toMatchObject({ result: { findings: [{ name: 'ran_first' }] } });
  const never = await openTrade(ctx, { symbol: 'SOL', price: '190', stop: '180' });
  await pass('SOL_USDT', 185, 175);
  await closeTrade(ctx, never, { price: '175', reason: 'stop_loss' });
  expect(await analyse(never.id)).toMatchObject({
    result: { findings: [{ name: 'never_ran' }, { name: 'overran_stop' }] },
  });
});

test('an open trade is analysed as far as it has come; what was never bought is not', async () => {
  const { id } = await openTrade(ctx, { symbol: 'SOL', price: '200', stop: '190' });
  expect(await analyse(id)).toMatchObject({ result: { closed: false, exitReason: null } });
  expect(await analyse(PROPOSAL)).toMatchObject({ kind: 'failed' });
  expect(await analyse('no id')).toMatchObject({ kind: 'failed' });
});

test('the review of a company that closed nothing invents nothing', async () => {
  expect(await analyse('company', 'win_rate')).toMatchObject({
    result: { trades: 0, winRate: null, avgLoserPct: null },
  });
});

test('the review names win rate, average winner and loser, and the source that stands out', async () => {
  for (const [source, price] of [
    ...Array<[string, string]>(5).fill(['scanner:breakout', '1.1']),
    ...Array<[string, string]>(5).fill(['desk', '0.95']),
  ]) {
    const trade = await openTrade(ctx, { symbol: 'WIF', price: '1', stop: '0.9', usd: 100, source });
    await pass('WIF_USDT', Number(price), 1);
    await closeTrade(ctx, trade, { price, reason: 'operator' });
  }
  await analyse('company', 'avg_winner');
  const told = await ctx.db.event.findFirstOrThrow({ where: { kind: 'performance.reviewed' } });
  expect(told.fields).toMatchObject({
    trades: 10,
    winRate: 0.5,
    avgWinnerPct: expect.closeTo((10 - 0.21) / 100.1),
    avgLoserPct: expect.closeTo((-5 - 0.195) / 100.1),
    before: { trades: 0 },
  });
  expect(told.title).toContain('avg winner of 30 days: +9.8 %');
  expect(told.tags).toEqual(['performance', 'review', 'insight', 'pattern']);
  const records = await ctx.db.signalSource.findMany({ orderBy: { name: 'asc' } });
  expect(records).toMatchObject([
    { name: 'desk', kind: 'desk', trust: 'trusted', trades: 5, wins: 0, losses: 5, brierCount: 5 },
    { name: 'scanner:breakout', kind: 'scanner', trust: 'trusted', trades: 5, wins: 5, losses: 0 },
  ]);
  expect(records[0]?.brierSum).toBeCloseTo(5 * 0.84 ** 2);
  expect(records[1]?.pnlUsd.toNumber()).toBeCloseTo(5 * 9.79);
});
