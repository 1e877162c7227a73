import { defaultPolicies } from '@atc/core/company/policies';
import { readConfig } from '@atc/core/kernel/config';
import { inTransaction } from '@atc/core/kernel/db';
import { HOUR_MS, MINUTE_MS } from '@atc/core/kernel/time';
import { scriptedMarket, TEST_START, testCompany } from '@atc/core/testing';
import { openTrade } from '@atc/core/testing/trades';
import { type LocalOpenAi, openLocalOpenAi } from '@atc/venues/openai';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentContext } from '../../context/index.ts';
import { openMinds } from '../../minds/index.ts';
import { seedAgents } from '../../personas/index.ts';
import { takeInitiative } from '../index.ts';
import { insertIdea, settleIdeas } from './index.ts';

const KEY = 'sk-local';
const BAR_MS = 15 * MINUTE_MS;
const on = {
  initiative_policy: { ...defaultPolicies.initiative_policy, enabled: true },
  trade_limits: { ...defaultPolicies.trade_limits, max_daily_agent_tasks: 1 },
};

let company: Awaited<ReturnType<typeof testCompany>>;
let market: ReturnType<typeof scriptedMarket>;
let ctx: AgentContext;
let server: LocalOpenAi | null = null;
let answers: Record<string, unknown> = {};

beforeEach(async () => {
  market = scriptedMarket({ BONK_USDT: 0.00002, WIF_USDT: 1.5 }, { startsAt: TEST_START, barMs: BAR_MS });
  company = await testCompany({ policies: on, market });
  ctx = { ...company.ctx, minds: openMinds(company.ctx) };
  await seedAgents(ctx.db);
});
afterEach(async () => {
  await server?.close();
  server = null;
  await company?.close();
});

/** Lets a language model that gives these answers think for everybody. */
async function askModel(idea: unknown): Promise<void> {
  answers = { idea: { idea } };
  server = await openLocalOpenAi({ apiKey: KEY, answers });
  const config = readConfig({
    ...{ MIND: 'openai', OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.baseUrl, OPENAI_MODEL: 'gpt-4.1-mini' },
    DATABASE_URL: company.databaseUrl,
  });
  ctx = { ...ctx, minds: openMinds({ ...company.ctx, config }) };
}

async function learn(agentId: 'sage' | 'growth', content: string, confidence = 0.7): Promise<string> {
  const { id } = await ctx.db.memory.create({
    data: {
      ...{ agentId, type: 'lesson', content, confidence, tags: ['BONK'], sourceTraceId: content },
      ...{ evidence: { prior: confidence }, learnedAt: TEST_START },
    },
  });
  return id;
}

/** Lets an agent look for work now; each look is one of its own. */
async function lookAs(agentId: 'sage' | 'growth', key = crypto.randomUUID()): Promise<string | null> {
  const at = ctx.clock.now();
  const look = await ctx.db.initiative.create({ data: { agentId, naturalKey: key, queuedAt: at } });
  return takeInitiative(ctx, { id: look.id, nudge: 0 });
}

const hold = () => openTrade(ctx, { symbol: 'BONK', price: '0.00002', stop: '0.000018' });
const ideas = () => ctx.db.idea.findMany({ orderBy: { id: 'asc' } });
const memoryOf = (id: string) => ctx.db.memory.findUniqueOrThrow({ where: { id } });
const told = () => ctx.db.event.findMany({ where: { kind: 'idea.settled' }, orderBy: { id: 'asc' } });

/** Company time goes on with BONK at a price; what is due then is settled. Returns how many ideas. */
async function pass(hours: number, close: number): Promise<number> {
  const bars = (hours * HOUR_MS) / BAR_MS;
  for (let bar = 0; bar < bars; bar += 1) market.append('BONK_USDT', { close });
  await company.setTime(new Date(ctx.clock.now().getTime() + hours * HOUR_MS));
  return settleIdeas(ctx, {
    ...{ db: ctx.db, signal: new AbortController().signal, cursor: null },
    write: (work) => inTransaction(ctx.db, work),
  });
}

test('an idea says what would prove it wrong, and is right when that has not come about', async () => {
  const memoryId = await learn('sage', 'BONK lost 4 % in an hour.');
  await hold();
  expect(await lookAs('sage')).toBe('pending');
  expect(await ideas()).toMatchObject([
    { memoryId, figure: 'price_change', wrongIf: 'at_least', bound: 0.003, contract: 'BONK_USDT', settledAt: null },
  ]);
  const [taken] = await ctx.db.event.findMany({ where: { kind: 'initiative.taken' } });
  expect(taken?.summary).toContain('It is wrong if the price has moved by +0.3 % or more in 24 hours.');
  expect(await pass(23, 0.000019)).toBe(0);
  expect(await pass(1, 0.000019)).toBe(1);
  expect(await ideas()).toMatchObject([{ provedRight: true, measured: expect.closeTo(-0.05, 9) }]);
  expect(await memoryOf(memoryId)).toMatchObject({ usesScored: 1, usesHelped: 1, confidence: (0.7 * 8 + 1) / 9 });
  expect(await told()).toMatchObject([{ agentId: 'sage', tags: ['idea', 'settled', 'right'] }]);
  expect(await pass(24, 0.000019)).toBe(0);
});

test('an idea that was wrong counts against its memory', async () => {
  const memoryId = await learn('sage', 'BONK lost 4 % in an hour.');
  await hold();
  await lookAs('sage');
  await pass(24, 0.000021);
  expect(await memoryOf(memoryId)).toMatchObject({ usesScored: 1, usesHelped: 0, confidence: (0.7 * 8) / 9 });
  expect((await told())[0]?.title).toBe('SAGE was wrong: Sell half of BONK: it taught a lesson before');
});

test('work that found nothing was a wrong idea, work that was refused is none', async () => {
  const [looked, refused] = [await learn('growth', 'first', 0.74), await learn('growth', 'second', 0.6)];
  expect([await lookAs('growth'), await lookAs('growth')]).toEqual(['accepted', 'rejected']);
  expect(await pass(4, 0.00002)).toBe(2);
  expect(await ideas()).toMatchObject([
    { memoryId: looked, measured: 0, provedRight: false },
    { memoryId: refused, measured: null, provedRight: null },
  ]);
  expect([(await memoryOf(looked)).usesScored, (await memoryOf(refused)).usesScored]).toEqual([1, 0]);
});

test('work that found something was a right idea', async () => {
  const memoryId = await learn('growth', 'first');
  await lookAs('growth');
  const [idea] = await ideas();
  await ctx.db.event.create({
    data: {
      ...{ agentId: 'growth', kind: 'performance.reviewed', title: 'x', summary: 'x', fields: { source: 'scanner' } },
      ...{ proposalId: idea?.proposalId ?? '', occurredAt: TEST_START },
    },
  });
  await pass(4, 0.00002);
  expect(await ideas()).toMatchObject([{ measured: 1, provedRight: true }]);
  expect(await memoryOf(memoryId)).toMatchObject({ usesScored: 1, usesHelped: 1 });
});

test('a price that nobody has seen since tells of nothing', async () => {
  const memoryId = await learn('sage', 'BONK lost 4 % in an hour.');
  await hold();
  await lookAs('sage');
  await company.setTime(new Date(ctx.clock.now().getTime() + 24 * HOUR_MS));
  expect(await pass(0, 0.00002)).toBe(1);
  expect(await ideas()).toMatchObject([{ measured: null, provedRight: null }]);
  expect((await memoryOf(memoryId)).usesScored).toBe(0);
});

test('the database refuses a second idea for the same cause while one is open, and takes it afterwards', async () => {
  const memoryId = await learn('growth', 'only one');
  const looks = await Promise.all(Array.from({ length: 8 }, () => lookAs('growth')));
  expect(looks.toSorted()).toEqual(['accepted', ...Array.from({ length: 7 }, () => 'nothing to propose')]);
  expect(await ctx.db.proposal.count({ where: { originKind: 'initiative' } })).toBe(1);
  const [open] = await ideas();
  const same: Parameters<typeof insertIdea>[2] = {
    ...{ memoryId, subject: open?.subject ?? '', choice: 'analyse_outcome', why: 'again', bound: 0 },
    figure: 'findings',
    wrongIf: 'at_most',
    ...{ contract: null, price: null },
    ...{ openedAt: TEST_START, dueAt: new Date(TEST_START.getTime() + HOUR_MS) },
  };
  const write = () => insertIdea(ctx.db, { initiativeId: crypto.randomUUID(), agentId: 'growth' }, same);
  expect(await write()).toBe(false);
  await pass(4, 0.00002);
  expect(await write()).toBe(true);
});

test('a model chooses among what there is, and may make it harder for itself', async () => {
  await learn('sage', 'The surest.', 0.74);
  const chosen = await learn('sage', 'BONK lost 4 % in an hour.', 0.7);
  await hold();
  await askModel({ option: 'halve:BONK', memory: 'm2', why: 'It lost 4 % before.', bound: 0.001, hours: 8 });
  expect(await lookAs('sage')).toBe('pending');
  const dueAt = new Date(TEST_START.getTime() + 8 * HOUR_MS);
  expect(await ideas()).toMatchObject([{ memoryId: chosen, bound: 0.001, why: 'It lost 4 % before.', dueAt }]);
  expect(await ctx.db.proposal.findMany({ where: { originKind: 'initiative' } })).toMatchObject([
    { title: 'Sell half of BONK: it taught a lesson before', fraction: 0.5, status: 'pending', route: 'desk_review' },
  ]);
});

test('a model may have no idea', async () => {
  await learn('sage', 'BONK lost 4 % in an hour.');
  await hold();
  await askModel(null);
  expect(await lookAs('sage')).toBe('nothing to propose');
});

test.each([
  ['does what was not offered', { option: 'buy:BONK' }],
  ['leans on what it made up', { memory: 'm9' }],
  ['cannot be proved wrong', { bound: 5 }],
  ['is never looked at', { hours: 1e6 }],
  ['names figures that nobody gave it', { why: 'It will gain 320 %.' }],
])('an idea of a model that %s is none, and the rules think instead (I11)', async (_, changes) => {
  const memoryId = await learn('sage', 'BONK lost 4 % in an hour.');
  await hold();
  await askModel({ option: 'halve:BONK', memory: 'm1', why: 'It lost.', bound: 0.003, hours: 24, ...changes });
  expect(await lookAs('sage')).toBe('pending');
  expect(await ideas()).toMatchObject([
    { memoryId, choice: 'halve:BONK', bound: 0.003, why: 'BONK lost 4 % in an hour.' },
  ]);
  expect(await ctx.db.event.count({ where: { kind: 'mind.fell_back' } })).toBe(1);
});
