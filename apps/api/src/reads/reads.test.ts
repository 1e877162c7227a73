import { snapshotPortfolio } from '@atc/core/desk/portfolio';
import { newId } from '@atc/core/kernel/db';
import { Decimal } from '@atc/core/kernel/money';
import { MINUTE_MS } from '@atc/core/kernel/time';
import { closeTrade, type MadeTrade, openTrade } from '@atc/core/testing/trades';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../testing/test-api.ts';

const SPENT_USD = 50;

let api: TestApi;
let won: MadeTrade;
let held: MadeTrade;

beforeAll(async () => {
  api = await testApi();
  const { ctx } = api.company;
  won = await openTrade(ctx, {
    symbol: 'BONK',
    price: '0.00002',
    stop: '0.000018',
    source: 'scanner:breakout',
    usd: SPENT_USD,
  });
  await closeTrade(ctx, won, { price: '0.000025', reason: 'take_profit' });
  held = await openTrade(ctx, { symbol: 'WIF', price: '2', stop: '1.8', target: '2.4', source: 'scanner:pullback' });
});
afterAll(() => api?.close());

const get = async (path: string) => (await api.ask(`GET ${path}`)).body;
const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);

test('a closed position has its outcome: it earned its proceeds less what it cost and all fees', async () => {
  const { body } = await api.ask(`GET /api/positions/${won.id}`);
  expect(body).toMatchObject({
    status: 'closed',
    quantity: '0',
    outcome: { outcomeType: 'win', exitReason: 'take_profit' },
  });
  expect(body.outcome.lessonsLearned.length).toBeGreaterThan(0);
  const { proceedsUsd, feesUsd, entryCostUsd, pnl, pnlPct } = body.outcome;
  expect(new Decimal(proceedsUsd).sub(SPENT_USD).sub(feesUsd).toFixed()).toBe(pnl);
  expect(new Decimal(pnl).div(entryCostUsd).toNumber()).toBeCloseTo(pnlPct, 9);
});

test('positions are told apart by their state', async () => {
  expect(idsOf((await get('/api/positions?status=open')).items)).toEqual([held.id]);
  expect(idsOf((await get('/api/positions?status=closed')).items)).toEqual([won.id]);
  expect(idsOf((await get('/api/positions')).items)).toEqual([held.id, won.id]);
});

test('the orders of a position are its own, and the fills of an order add up to what it filled', async () => {
  const { items } = await get(`/api/orders?positionId=${won.id}`);
  expect(items.map(({ side }: { side: string }) => side)).toEqual(['sell', 'buy']);
  expect((await get(`/api/orders?positionId=${newId()}`)).items).toEqual([]);
  for (const { id, filledQty } of items) {
    const { fills } = await get(`/api/orders/${id}`);
    const sum = fills.reduce((all: Decimal, fill: { quantity: string }) => all.add(fill.quantity), new Decimal(0));
    expect(sum.eq(filledQty)).toBe(true);
  }
});

test('orders are told apart by their state', async () => {
  expect((await get('/api/orders?status=filled')).items).toHaveLength(3);
  expect((await get('/api/orders?status=unknown')).items).toEqual([]);
});

test('I14: the books that the API shows agree to the last decimal', async () => {
  const books = await get('/api/portfolio');
  const sum = (...names: readonly string[]) =>
    names.reduce((all, name) => all.add(books[name]), new Decimal(0)).toFixed();
  expect(sum('cashUsd', 'exposureUsd')).toBe(books.equityUsd);
  const made = new Decimal(sum('startingCapitalUsd', 'realizedPnl', 'unrealizedPnl')).sub(books.feesUsd);
  expect(made.toFixed()).toBe(books.equityUsd);
  expect(books).toMatchObject({ wins: 1, losses: 0, winRate: 1, openPositions: 1 });
});

test('books that rest on an old price say which, how old it is, and so does what is written down of them', async () => {
  const { ctx, market, setTime } = api.company;
  const now = ctx.clock.now();
  const fresh = await get('/api/portfolio');
  expect(fresh).toMatchObject({ stale: false, staleTokens: [], pricedAt: now.toISOString() });
  await setTime(new Date(now.getTime() + 3 * market.barMs));
  const old = await get('/api/portfolio');
  expect(old).toMatchObject({ stale: true, pricedAt: now.toISOString() });
  expect(old.staleTokens).toHaveLength(1);
  expect(await get('/api/scorecard')).toMatchObject({ stale: true, staleTokens: old.staleTokens });
  await snapshotPortfolio(ctx, { cause: 'hour' });
  expect((await get('/api/portfolio/history?limit=1')).items).toMatchObject([
    { stale: true, pricedAt: now.toISOString() },
  ]);
  await setTime(now);
  await ctx.db.portfolioSnapshot.deleteMany({ where: { cause: 'hour' } });
});

test('no decimal leaves as a number', async () => {
  const position = await get(`/api/positions/${held.id}`);
  for (const name of ['quantity', 'entryPrice', 'costBasisUsd', 'stopLoss', 'takeProfit', 'feesUsd'])
    expect([name, typeof position[name]]).toEqual([name, 'string']);
  expect(JSON.stringify(position)).not.toMatch(/"-?\d+(\.\d+)?[eE][-+]?\d+"/);
});

test('the history of the books pages through every moment once, newest first', async () => {
  const { db } = api.company.ctx;
  const { id: accountId } = await db.account.findFirstOrThrow();
  const start = Date.parse('2025-01-01T00:00:00Z');
  for (const [minute, cause] of [
    [0, 'hourly'],
    [1, 'hourly'],
    [1, 'trade'],
    [2, 'hourly'],
    [3, 'hourly'],
  ] as const)
    await db.portfolioSnapshot.create({
      data: {
        id: newId(),
        accountId,
        timestamp: new Date(start + minute * MINUTE_MS),
        totalValue: '1000',
        cashUsd: '1000',
        pnl24h: '0',
        realizedPnl: '0',
        unrealizedPnl: '0',
        feesUsd: '0',
        openPositions: 0,
        drawdown: 0,
        peakValue: '1000',
        cause,
      },
    });
  const all = (await get('/api/portfolio/history?limit=200')).items;
  const seen: unknown[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await get(`/api/portfolio/history?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
    seen.push(...page.items);
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(all);
  const times = all.map(({ timestamp }: { timestamp: string }) => timestamp);
  expect(times).toEqual([...times].sort().reverse());
});

test('a cursor of one list is refused by another', async () => {
  const { nextCursor } = await get('/api/portfolio/history?limit=1');
  expect(nextCursor).not.toBeNull();
  expect((await api.ask(`GET /api/positions?cursor=${nextCursor}`)).status).toBe(400);
});

test('a mission shows its steps in their order, each with its state', async () => {
  const posted = await api.ask('POST /api/signals', { body: { source: 'reads', token: 'SOL', signalType: 'buy' } });
  expect(posted.status).toBe(201);
  const [mission] = (await get('/api/missions?status=approved')).items;
  const shown = await get(`/api/missions/${mission.id}`);
  expect(shown.steps).toMatchObject([{ seq: 1, kind: 'analyze_signal', status: 'queued', deadLetter: false }]);
  expect((await get('/api/missions?status=failed')).items).toEqual([]);
});

test('events are found by their kind, their agent and their trade', async () => {
  const found = async (query: string) => (await get(`/api/events?${query}`)).items;
  // An event shows once no older transaction of the whole server is under way.
  await expect.poll(() => found(`tradeId=${won.id}`), { timeout: 10_000 }).not.toEqual([]);
  const ofTrade = await found(`tradeId=${won.id}`);
  expect(ofTrade.every(({ tradeId }: { tradeId: string }) => tradeId === won.id)).toBe(true);
  expect((await found('kind=trade.closed')).map(({ tradeId }: { tradeId: string }) => tradeId)).toEqual([won.id]);
  expect(await found('kind=no.such.kind')).toEqual([]);
  const agents = new Set((await found('agentId=scout')).map(({ agentId }: { agentId: string }) => agentId));
  expect([...agents]).toEqual(['scout']);
});
