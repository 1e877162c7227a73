import { inTransaction } from '@atc/core/kernel/db';
import { submitProposal } from '@atc/core/loop/proposals';
import { scriptedMarket, testCompany } from '@atc/core/testing';
import { openTrade } from '@atc/core/testing/trades';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentContext } from '../../context/index.ts';
import { openMinds } from '../../minds/index.ts';
import { seedAgents } from '../../personas/index.ts';
import { runTurn } from '../../roundtables/index.ts';
import { runTask } from '../run-task.ts';

const START = new Date('2025-02-03T15:00:00Z');

let company: Awaited<ReturnType<typeof testCompany>>;
let market: ReturnType<typeof scriptedMarket>;
let ctx: AgentContext;

beforeEach(async () => {
  market = scriptedMarket({ SOL_USDT: 200, WIF_USDT: 1 }, { startsAt: START });
  company = await testCompany({ market });
  ctx = { ...company.ctx, minds: openMinds(company.ctx) };
});
afterEach(() => company.close());

const evidence = [{ name: 'trend_1h', value: 1.4, weight: 0.4, text: 'price is +3.0 % from its 20-hour average' }];

/** SOL goes to a price in even steps, and is marked there. */
async function goTo(minutes: number, to: number): Promise<void> {
  for (let minute = 1; minute <= minutes; minute += 1)
    market.append('SOL_USDT', { close: 200 + ((to - 200) * minute) / minutes });
  await company.setTime(new Date(START.getTime() + minutes * market.barMs));
  const { quantity, costBasisUsd } = await ctx.db.position.findFirstOrThrow({
    where: { instrument: { symbol: 'SOL' } },
  });
  await ctx.db.position.updateMany({
    where: { instrument: { symbol: 'SOL' } },
    data: { currentPrice: to, unrealizedPnl: quantity.mul(to).sub(costBasisUsd) },
  });
}

async function review(subject: string, dedupeKey = 'ask', topic?: string) {
  const asked = await submitProposal(ctx, {
    agentId: 'atlas',
    title: 'Review',
    missionType: 'analysis',
    steps: [{ kind: 'agent_task', payload: { task: 'review_position', agentId: 'atlas', subject } }],
    origin: { kind: 'schedule', id: 'review' },
    dedupeKey,
  });
  const origin = { kind: 'schedule', id: 'review' } as const;
  const request = { task: 'review_position', agentId: 'atlas', subject, topic, origin, depth: 0 } as const;
  return runTask(ctx, { ...request, proposalId: asked.proposalId });
}

async function tell(end: Awaited<ReturnType<typeof review>>) {
  await inTransaction(ctx.db, async (tx) => (end.kind === 'succeeded' ? end.save?.(tx) : undefined));
  return ctx.db.event.findFirstOrThrow({ where: { kind: 'position.reviewed' } });
}

test('the stop of a loser whose reasons are gone is raised half-way to the price, and nothing is sold', async () => {
  const trade = await openTrade(ctx, { symbol: 'SOL', price: '200', stop: '180', evidence });
  await goTo(120, 188);
  const end = await review(trade.id);
  expect(end).toMatchObject({ result: { decisions: [{ decision: 'raise_stop', proposalId: null }] } });
  expect(await tell(end)).toMatchObject({ tags: ['position', 'reviewed', 'raise_stop'] });
  const stopNow = async () => (await ctx.db.position.findFirstOrThrow()).stopLoss?.toNumber();
  expect(await stopNow()).toBe(184);
  expect(await ctx.db.event.findFirst({ where: { kind: 'position.changed' } })).toMatchObject({
    title: 'ATLAS moved the stop (to 184) of SOL',
  });
  expect(await review(trade.id, 'ask again')).toMatchObject({ result: { decisions: [{ decision: 'hold' }] } });
});

test('a loser at risk on a weak chart is proposed for a cut, once, with the reasons then and now', async () => {
  const trade = await openTrade(ctx, { symbol: 'SOL', price: '200', stop: '142', evidence });
  await goTo(120, 156);
  const end = await review(trade.id);
  expect(end).toMatchObject({ result: { reviewed: 1, decisions: [{ decision: 'cut', status: 'pending' }] } });
  expect(await review(trade.id)).toEqual({ ...end, save: expect.any(Function) });
  const [cut, ...others] = await ctx.db.proposal.findMany({ where: { missionType: 'exit' } });
  expect(others).toEqual([]);
  expect(cut).toMatchObject({
    agentId: 'atlas',
    positionId: trade.id,
    exitReason: 'review',
    protective: false,
    originKind: 'schedule',
  });
  expect(cut?.evidence).toMatchObject([{ name: 'trend_1h', value: 'failed' }]);
  const told = await tell(end);
  expect(told).toMatchObject({ tags: ['position', 'reviewed', 'cut'], tradeId: trade.id, fields: { failedShare: 1 } });
  expect(told.summary).toContain('entered because: scanner:breakout signals buy');
  expect(await review(trade.id, 'ask again')).toMatchObject({ result: { decisions: [{ decision: 'hold' }] } });
});

test('a position whose reasons hold is held, and that is told', async () => {
  const { id } = await openTrade(ctx, { symbol: 'SOL', price: '200', stop: '180' });
  const told = await tell(await review(id));
  expect(told).toMatchObject({ agentId: 'atlas', tags: ['position', 'reviewed', 'hold'] });
  expect(await ctx.db.proposal.count({ where: { missionType: { in: ['exit', 'scale'] } } })).toBe(0);
});

test('a review of the company looks at every open position, one of a position at that one', async () => {
  const sol = await openTrade(ctx, { symbol: 'SOL', price: '200', stop: '180' });
  await openTrade(ctx, { symbol: 'WIF', price: '1', stop: '0.9' });
  expect(await review('company', 'company')).toMatchObject({ result: { reviewed: 2 } });
  expect(await review(sol.id, 'one')).toMatchObject({ result: { reviewed: 1, decisions: [{ symbol: 'SOL' }] } });
  await ctx.db.position.updateMany({ data: { status: 'closing' } });
  expect(await review(sol.id, 'late')).toMatchObject({ result: { reviewed: 0 } });
});

test('a winner whose reasons hold is scaled up within the limits, its stop kept', async () => {
  const { id } = await openTrade(ctx, { symbol: 'SOL', price: '200', stop: '190', usd: 20, evidence });
  await goTo(300, 212);
  expect(await review(id, 'grow', 'scale_decisions')).toMatchObject({
    result: { decisions: [{ decision: 'scale_up', status: 'pending' }] },
  });
  const more = await ctx.db.proposal.findFirstOrThrow({ where: { missionType: 'scale' } });
  expect(more).toMatchObject({ positionId: id, confidence: 0.84 });
  expect(more.stopLoss?.toNumber()).toBe(190);
  expect(more.sizeUsd?.toNumber()).toBe(20);
  // Three risks above the price, so that the desk has a ratio to judge.
  expect(more.target?.toNumber()).toBe(278);
});

test('the desk passes a scale up that a review proposes', async () => {
  await seedAgents(ctx.db);
  const { id } = await openTrade(ctx, { symbol: 'SOL', price: '200', stop: '190', usd: 20, evidence });
  await goTo(300, 212);
  await review(id, 'grow', 'scale_decisions');
  const next = () => ctx.db.roundtableTurn.findFirst({ where: { state: 'queued', readyAt: { not: null } } });
  for (let turn = await next(); turn; turn = await next()) await runTurn(ctx, turn);
  expect(await ctx.db.proposal.findFirstOrThrow({ where: { missionType: 'scale' } })).toMatchObject({
    status: 'accepted',
  });
});

test('of a winner whose reasons are gone half is sold', async () => {
  const against = [{ name: 'trend_1h', value: 1, weight: 0.4, text: 'up' }];
  const { id } = await openTrade(ctx, { symbol: 'SOL', price: '150', stop: '140', evidence: against });
  await goTo(200, 196);
  expect(await review(id, 'part', 'exit_timing')).toMatchObject({ result: { decisions: [{ decision: 'take_part' }] } });
  expect(await ctx.db.proposal.findFirstOrThrow({ where: { missionType: 'scale' } })).toMatchObject({
    fraction: 0.5,
    status: 'pending',
  });
});
