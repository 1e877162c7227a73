import { prepareStrategy, type Strategy } from '@atc/core/desk/strategies';
import { inTransaction, newId } from '@atc/core/kernel/db';
import { MINUTE_MS } from '@atc/core/kernel/time';
import { type FoundPlan, readKept, retireStrategy } from '@atc/core/loop/strategies';
import { makeDataPromoted, makePromoted } from '@atc/core/loop/strategies/testing';
import { scriptedMarket, testCompany } from '@atc/core/testing';
import { closeTrade, openTrade } from '@atc/core/testing/trades';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentContext } from '../../context/index.ts';
import { openMinds } from '../../minds/index.ts';
import { seedAgents } from '../../personas/index.ts';
import { freshFindings, runTask } from '../index.ts';

const START = new Date('2025-02-03T15:00:00Z');
const BAR = 5;

let company: Awaited<ReturnType<typeof testCompany>>;
let market: ReturnType<typeof scriptedMarket>;
let ctx: AgentContext;
let now: Date;

beforeEach(async () => {
  const prices = { BONK_USDT: 0.00002, SOL_USDT: 200, WIF_USDT: 1.5 };
  market = scriptedMarket(prices, { startsAt: START, barMs: BAR * MINUTE_MS });
  company = await testCompany({ market });
  ctx = { ...company.ctx, minds: openMinds(company.ctx) };
  await seedAgents(ctx.db);
  now = START;
});
afterEach(() => company.close());

const strategyOf = (changes: object = {}): Strategy => {
  const made = prepareStrategy({
    ...{ name: 'levels', version: 1, bars: '5m', parameters: { n: { value: 201, from: 200, to: 210, step: 1 } } },
    universe: { symbols: ['SOL'] },
    entry: { when: ['close > n'] },
    exit: { when: ['close < 199'], stop: '0.1 * close', trailing: '0.05 * close', hours: 1 },
    ...{ size: { kind: 'share', share: 0.04 }, limits: { positions: 2 } },
    ...changes,
  });
  if (!made.prepared) throw new Error(made.faults.join('; '));
  return made.prepared.strategy;
};

/** The next bar of every token closes, that of SOL at a price. */
async function next(sol: number, bars = 1) {
  for (let bar = 0; bar < bars; bar += 1) {
    market.append('SOL_USDT', { close: sol });
    for (const [contract, close] of [
      ['WIF_USDT', 1.5],
      ['BONK_USDT', 0.00002],
    ] as const)
      market.append(contract, { close });
  }
  now = new Date(now.getTime() + bars * BAR * MINUTE_MS);
  await company.setTime(now);
}

async function look() {
  const end = await runTask(ctx, {
    ...{ task: 'play_strategies', agentId: 'intel', subject: 'company', depth: 0, proposalId: newId() },
    origin: { kind: 'schedule', id: 'test' },
  });
  await inTransaction(ctx.db, async (tx) => end.save?.(tx));
  return end.kind === 'succeeded' ? end.result : { reason: end.reason };
}

const signals = () => ctx.db.signal.findMany({ orderBy: { id: 'asc' } });
const exits = () => ctx.db.proposal.findMany({ where: { missionType: 'exit' }, orderBy: { id: 'asc' } });
const rule = () => ctx.db.triggerRule.findUniqueOrThrow({ where: { name: 'proactive_play_strategies' } });

/** SOL is bought on a signal of a strategy, with this of its plan. */
async function hold(changes: Partial<FoundPlan> = {}) {
  const made = await openTrade(ctx, { symbol: 'SOL', price: '202', stop: '180', source: 'strategy:levels' });
  const plan = {
    ...{ strategy: 'levels', version: 1, closedAt: START.toISOString(), stopLoss: '180', takeProfit: null },
    ...{ trailingStopPct: null, hours: null, sizeUsd: '40', confidence: 0.9, mean: 0.01, probability: 0.97 },
    ...{ trades: 90, live: 0, ...changes },
  };
  const { entryProposalId } = await ctx.db.position.findUniqueOrThrow({ where: { id: made.id } });
  const { signalId } = await ctx.db.proposal.findUniqueOrThrow({ where: { id: entryProposalId } });
  await ctx.db.signal.update({ where: { id: signalId ?? '' }, data: { metadata: { plan } } });
  return made;
}

test('what a promoted strategy finds is a signal with its plan, once a bar, rated by its own trades', async () => {
  await makeDataPromoted(ctx, strategyOf());
  await next(202);
  await look();
  await look();
  const [signal, ...more] = await signals();
  expect(more).toEqual([]);
  expect(signal).toMatchObject({ source: 'strategy:levels', signalType: 'buy', trust: 'trusted', token: 'SOL_USDT' });
  expect(signal?.metadata).toMatchObject({
    plan: {
      ...{ strategy: 'levels', version: 1, closedAt: now.toISOString(), stopLoss: '181.8', takeProfit: null },
      // 0.01 of a deviation of 0.05 in 90 trades: all but certain.
      ...{ trailingStopPct: expect.closeTo(0.05, 12), hours: 1, sizeUsd: '40', confidence: 0.9, trades: 90, live: 0 },
    },
  });
});

test.each<[string, () => Promise<unknown>]>([
  ['nothing is promoted', async () => undefined],
  [
    'it was given up',
    async () => {
      await makeDataPromoted(ctx, strategyOf());
      await retireStrategy(ctx, { name: 'levels', by: 'operator', reason: 'enough' });
    },
  ],
  ['its entry does not hold', () => makeDataPromoted(ctx, strategyOf({ entry: { when: ['close > 300'] } }))],
  ['it trades other tokens', () => makeDataPromoted(ctx, strategyOf({ universe: { symbols: ['WIF'] } }))],
  ['it is played by its name', () => makePromoted(ctx)],
])('no signal where %s', async (_, prepare) => {
  await prepare();
  await next(202);
  await look();
  expect(await signals()).toEqual([]);
});

test('a bar that is seen late buys nothing, and what is held is sold all the same', async () => {
  await makeDataPromoted(ctx, strategyOf({ bars: '1h' }));
  await next(202, 12 + 3);
  await look();
  expect(await signals()).toEqual([]);
  const { id } = await hold();
  await ctx.db.strategy.updateMany({ data: { judgedUntil: null } });
  await next(190, 9 + 3);
  await look();
  expect((await exits()).map(({ positionId }) => positionId)).toEqual([id]);
});

test('a look says when it is due again, and nothing looks any more when nothing is left', async () => {
  await makeDataPromoted(ctx, strategyOf({ bars: '4h', exit: { when: ['close < 199'], hours: 3 } }));
  expect(await rule()).toMatchObject({ enabled: true, nextDueAt: START });
  await look();
  expect((await rule()).nextDueAt).toEqual(new Date('2025-02-03T16:00:00Z'));
  expect((await rule()).schedule).toEqual({ aligned: true, everyMinutes: 240 });
  await makeDataPromoted(ctx, strategyOf({ name: 'other', bars: '30m' }));
  await look();
  expect((await rule()).nextDueAt).toEqual(new Date('2025-02-03T15:30:00Z'));
  for (const name of ['levels', 'other']) await retireStrategy(ctx, { name, by: 'operator', reason: 'enough' });
  await look();
  // What was being bought when it was given up is looked after for a day more.
  expect((await rule()).enabled).toBe(true);
  await next(200, 25 * 12);
  await look();
  expect((await rule()).enabled).toBe(false);
  await makeDataPromoted(ctx, strategyOf({ version: 2 }));
  expect(await rule()).toMatchObject({ enabled: true, nextDueAt: now });
});

test('a strategy that was given up still sells what it holds by its own rules', async () => {
  await makeDataPromoted(ctx, strategyOf());
  const { id } = await hold();
  await retireStrategy(ctx, { name: 'levels', by: 'operator', reason: 'enough' });
  await next(202, 26 * 12);
  await look();
  expect([await exits(), await signals()].map((list) => list.length)).toEqual([0, 1]);
  await next(198);
  await look();
  await look();
  const [exit, ...more] = await exits();
  expect(more).toEqual([]);
  expect(exit).toMatchObject({ positionId: id, status: 'pending', route: 'desk_review', exitReason: 'signal' });
  expect(exit?.title).toBe('Sell SOL: levels@1 sells');
});

test('what was held for as long as it may be is sold, also between two bars of its strategy', async () => {
  await makeDataPromoted(ctx, strategyOf({ bars: '4h' }));
  const { id } = await hold({ hours: 0.5 });
  await look();
  expect((await rule()).nextDueAt).toEqual(new Date(START.getTime() + 30 * MINUTE_MS));
  await next(202, 6);
  await look();
  const [exit] = await exits();
  expect(exit).toMatchObject({ positionId: id, summary: expect.stringContaining('held for 0.5 hours at most') });
});

test('another version does not sell what the one before it bought', async () => {
  await makeDataPromoted(ctx, strategyOf());
  await hold();
  await makeDataPromoted(ctx, strategyOf({ version: 2, exit: { when: ['close > 1'] } }));
  await next(205);
  await look();
  expect(await exits()).toEqual([]);
  await next(198);
  await look();
  expect((await exits()).map(({ title }) => title)).toEqual(['Sell SOL: levels@1 sells']);
});

test.each([
  ['another version', { strategy: { ...strategyOf(), version: 9 }, values: { n: 201 } }, 'what is stored is levels@9'],
  ['an unknown function', { strategy: { ...strategyOf(), regime: ['magic(3) > 1'] }, values: { n: 201 } }, 'magic'],
  ['a value that is missing', { strategy: strategyOf(), values: {} }, 'no value is stored of n'],
  ['something else', { name: 'levels' }, 'not stored as a strategy'],
])('%s in a definition fires nothing and is told once, by name', async (_, definition, fault) => {
  await makeDataPromoted(ctx, strategyOf());
  await ctx.db.strategy.updateMany({ data: { definition } });
  for (let i = 0; i < 3; i += 1) {
    await next(202);
    await look();
  }
  expect(await signals()).toEqual([]);
  const told = await ctx.db.event.findMany({ where: { kind: 'strategy.unreadable' } });
  expect(told.map(({ title }) => title)).toEqual([expect.stringContaining(fault)]);
  expect(told[0]?.title).toMatch(/^levels@1 cannot be played/);
});

test('one that cannot be read keeps no other from being played', async () => {
  await makeDataPromoted(ctx, strategyOf({ name: 'broken' }));
  await ctx.db.strategy.updateMany({ data: { definition: { strategy: 1, values: {} } } });
  await makeDataPromoted(ctx, strategyOf());
  await next(202);
  await look();
  expect((await signals()).map(({ source }) => source)).toEqual(['strategy:levels']);
});

test('its own limits hold: positions, entries a day, rest, and the highest rank first', async () => {
  const limits = { positions: 2, entriesPerDay: 2, restHours: 1 };
  const all = { universe: {}, entry: { when: ['close > 0'], rank: '0 - close' }, exit: { when: ['close < 0'] } };
  await makeDataPromoted(ctx, strategyOf({ ...all, limits }));
  await next(202);
  await look();
  expect((await signals()).map(({ token }) => token)).toEqual(['BONK_USDT', 'WIF_USDT']);
  const trade = await hold();
  await next(202);
  await look();
  // One is held, so that there is room for one, and today one more is bought.
  expect((await signals()).filter(({ observedAt }) => observedAt?.getTime() === now.getTime())).toHaveLength(1);
  await closeTrade(ctx, trade, { price: '203', reason: 'signal' });
  await ctx.db.strategy.updateMany({ data: { judgedUntil: null } });
  await next(202);
  await look();
  const last = (await signals()).filter(({ observedAt }) => observedAt?.getTime() === now.getTime());
  expect(last.map(({ token }) => token)).toEqual(['BONK_USDT']);
});

test('what a strategy sells by its own rules is left alone by the desk, until these cannot be read', async () => {
  await makeDataPromoted(ctx, strategyOf());
  const { id } = await hold();
  expect(await readKept(ctx.db, now)).toEqual([{ positionId: id, contract: 'SOL_USDT', by: 'levels@1' }]);
  const review = () =>
    runTask(ctx, {
      ...{ task: 'review_position', agentId: 'atlas', subject: id, depth: 0, proposalId: newId() },
      origin: { kind: 'schedule', id: 'test' },
    });
  // A fifth under water and more: by the desk's rules it is cut.
  await next(150);
  await ctx.db.position.update({ where: { id }, data: { currentPrice: 150, unrealizedPnl: -12.87 } });
  expect(await review()).toMatchObject({
    result: { decisions: [{ decision: 'hold', why: 'levels@1 sells it by its own rules' }] },
  });
  await ctx.db.strategy.updateMany({ data: { definition: { strategy: 1, values: {} } } });
  expect(await readKept(ctx.db, now)).toEqual([]);
  expect(await review()).toMatchObject({ result: { decisions: [{ decision: 'cut' }] } });
});

test('INTEL hands in no sell finding of what a strategy sells by its own rules', async () => {
  const finding = { contract: 'SOL_USDT', pattern: 'breakout', signalType: 'sell', strength: 1, numbers: {} } as const;
  const known = { held: new Set(['SOL_USDT']), recent: new Set<string>() };
  const fresh = (kept: readonly string[]) =>
    freshFindings([{ ...finding, barClosedAt: START.getTime() }], { ...known, kept: new Set(kept) }).length;
  expect([fresh([]), fresh(['SOL_USDT'])]).toEqual([1, 0]);
});
