import { defaultPolicies, type Policies } from '@atc/core/company/policies';
import { agentIds } from '@atc/core/company/roster';
import type { Budgeted } from '@atc/core/company/runs';
import { inTransaction } from '@atc/core/kernel/db';
import { HOUR_MS } from '@atc/core/kernel/time';
import { testCompany } from '@atc/core/testing';
import { openTrade } from '@atc/core/testing/trades';
import { afterEach, expect, test } from 'vitest';
import type { AgentContext } from '../context/index.ts';
import { openMinds } from '../minds/index.ts';
import { seedAgents } from '../personas/index.ts';
import { queueInitiatives, sweepInitiatives, takeInitiative } from './index.ts';

const on = { initiative_policy: { ...defaultPolicies.initiative_policy, enabled: true } };
const START = new Date('2025-02-03T15:00:00Z');

let company: Awaited<ReturnType<typeof testCompany>>;
let ctx: AgentContext;
afterEach(() => company?.close());

async function open(policies: Partial<Policies> = on): Promise<void> {
  company = await testCompany({ policies });
  ctx = { ...company.ctx, minds: openMinds(company.ctx) };
  await seedAgents(ctx.db);
}

/** Gives an agent so many memories. */
async function teach(agentId: (typeof agentIds)[number], tags: readonly string[], count = 5): Promise<void> {
  await ctx.db.memory.createMany({
    data: Array.from({ length: count }, (_, i) => ({
      agentId,
      type: 'lesson' as const,
      content: `${agentId} learned ${i}.`,
      confidence: 0.7,
      tags: [...tags],
      sourceTraceId: `${agentId} ${tags} ${i}`,
      learnedAt: START,
    })),
  });
}

const beat = (): Budgeted => ({
  db: ctx.db,
  signal: new AbortController().signal,
  cursor: null,
  write: (work) => inTransaction(ctx.db, work),
});
const queue = () => queueInitiatives(ctx, beat());
const rows = () => ctx.db.initiative.findMany({ orderBy: { id: 'asc' } });
const proposals = () => ctx.db.proposal.findMany({ where: { originKind: 'initiative' } });

async function thinkAll(): Promise<readonly (string | null)[]> {
  const queued = (await rows()).filter(({ state }) => state === 'queued');
  return Promise.all(queued.map(({ id, nudge }) => takeInitiative(ctx, { id, nudge })));
}

test('it is off by default', async () => {
  await open({});
  for (const agent of agentIds) await teach(agent, []);
  expect(await queue()).toBe(0);
});

test('an agent with five memories is asked every four hours, and no other', async () => {
  await open();
  await teach('growth', []);
  await teach('intel', [], 4);
  expect(await queue()).toBe(1);
  expect(await queue()).toBe(0);
  await company.setTime(new Date(START.getTime() + 5 * HOUR_MS));
  expect(await queue()).toBe(1);
  expect((await rows()).map(({ agentId }) => agentId)).toEqual(['growth', 'growth']);
});

test('three proposals a day are enough, and a new day begins anew', async () => {
  await open();
  await teach('growth', []);
  const asked: number[] = [];
  for (const hours of [0, 4.1, 8.2, 12.3, 16.4, 20.5]) {
    await company.setTime(new Date(START.getTime() + hours * HOUR_MS));
    asked.push(await queue());
    await thinkAll();
  }
  // The company's day begins at 08:00 UTC, seventeen hours after the start.
  expect(asked).toEqual([1, 1, 1, 0, 0, 1]);
});

test('ATLAS would leave what its signal lost before, SAGE halve what taught a lesson, naming the memory', async () => {
  await open();
  const trade = await openTrade(ctx, {
    symbol: 'BONK',
    price: '0.00002',
    stop: '0.000018',
    source: 'scanner:breakout',
  });
  await ctx.db.position.update({ where: { id: trade.id }, data: { unrealizedPnl: '-2' } });
  await teach('atlas', ['source', 'scanner:breakout', 'bad']);
  await teach('sage', ['BONK', 'bad']);
  await queue();
  await thinkAll();
  const made = await proposals();
  expect(made.map(({ agentId, title }) => [agentId, title]).sort()).toEqual([
    ['atlas', 'Sell BONK: its kind of signal has lost before'],
    ['sage', 'Sell half of BONK: it taught a lesson before'],
  ]);
  expect(made.every(({ summary }) => summary?.includes('learned 0.'))).toBe(true);
  expect(await ctx.db.memoryUse.count({ where: { usedFor: 'initiative' } })).toBe(2);
});

test('a position is halved once by initiative, whatever is remembered, and never below the minimum', async () => {
  await open();
  const large = await openTrade(ctx, { symbol: 'BONK', price: '0.00002', stop: '0.000018' });
  await openTrade(ctx, { symbol: 'WIF', price: '1', stop: '0.9', usd: 19 });
  await teach('sage', ['BONK']);
  await teach('sage', ['WIF']);
  for (const hours of [0, 4.1, 8.2]) {
    await company.setTime(new Date(START.getTime() + hours * HOUR_MS));
    await queue();
    await thinkAll();
    await ctx.db.proposal.updateMany({ where: { status: 'pending' }, data: { status: 'accepted' } });
  }
  expect((await rows()).map(({ outcome }) => outcome)).toEqual(['pending', 'nothing to propose', 'nothing to propose']);
  expect(await proposals()).toMatchObject([{ missionType: 'scale', positionId: large.id }]);
});

test('a gate refuses an initiative as it refuses everybody, and the agent says so', async () => {
  await open({ ...on, trade_limits: { ...defaultPolicies.trade_limits, max_daily_agent_tasks: 0 } });
  await teach('intel', []);
  await queue();
  expect(await thinkAll()).toEqual(['rejected']);
  expect((await rows())[0]).toMatchObject({ state: 'done', outcome: expect.stringContaining('agent tasks today') });
  const told = await ctx.db.event.findFirstOrThrow({ where: { kind: 'initiative.taken' } });
  expect(told).toMatchObject({ agentId: 'intel', tags: ['initiative', 'rejected'] });
});

test('an agent whose memories give it no idea proposes nothing', async () => {
  await open();
  await teach('sage', ['BONK']);
  await queue();
  expect(await thinkAll()).toEqual(['nothing to propose']);
  expect(await proposals()).toEqual([]);
});

test('a worker that died is made up for: the look is given back and proposes once', async () => {
  await open();
  await teach('growth', []);
  await queue();
  const [first] = await rows();
  await thinkAll();
  // As if the worker had died after proposing and before writing that down.
  await ctx.db.initiative.update({
    where: { id: first?.id ?? '' },
    data: { state: 'running', leaseUntil: new Date(0) },
  });
  expect(await sweepInitiatives(ctx, 10_000)).toBe(1);
  expect(await thinkAll()).toEqual(['accepted']);
  expect(await proposals()).toHaveLength(1);
});
