import { inTransaction } from '@atc/core/kernel/db';
import { sourceOf } from '@atc/core/loop/strategies';
import { makePromoted } from '@atc/core/loop/strategies/testing';
import { testCompany } from '@atc/core/testing';
import { closeTrade, openTrade } from '@atc/core/testing/trades';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentContext } from '../../context/index.ts';
import { type Distillation, openMinds } from '../../minds/index.ts';
import { turnByTurn } from '../../minds/testing/turn-by-turn.ts';
import { seedAgents } from '../../personas/index.ts';
import { seedRelationships } from '../../relationships/index.ts';
import { runTask } from '../../tasks/index.ts';
import { conveneRoundtable, type formats, runTurn, sweepTurns } from '../index.ts';

let company: Awaited<ReturnType<typeof testCompany>>;
let ctx: AgentContext;

beforeEach(async () => {
  company = await testCompany();
  ctx = { ...company.ctx, minds: turnByTurn(openMinds(company.ctx)) };
  await seedAgents(ctx.db);
  await seedRelationships(ctx.db);
});
afterEach(() => company.close());

/** Holds a whole conversation; its id. */
async function hold(format: keyof typeof formats, topic: string): Promise<string> {
  const end = await conveneRoundtable(ctx, { stepId: crypto.randomUUID(), payload: { format, topic } });
  if (end.kind !== 'succeeded') throw new Error(end.kind);
  const roundtableId = String(end.result.roundtableId);
  const turns = await ctx.db.roundtableTurn.findMany({ where: { roundtableId }, orderBy: { turnNo: 'asc' } });
  for (const { id } of turns) await runTurn(ctx, { id, nudge: 0 });
  return roundtableId;
}

const distillingOf = (roundtableId: string) =>
  ctx.db.roundtableTurn.findFirstOrThrow({ where: { roundtableId, kind: 'distill' } });

async function distil(roundtableId: string) {
  const { id, nudge } = await distillingOf(roundtableId);
  return runTurn(ctx, { id, nudge });
}

async function lose(symbol: string) {
  const trade = await openTrade(ctx, { symbol, price: '200', stop: '180' });
  await closeTrade(ctx, trade, { price: '180', reason: 'stop_loss' });
  return trade;
}

const memories = (roundtableId: string) =>
  ctx.db.memory.findMany({ where: { sourceTraceId: `roundtable:${roundtableId}` }, orderBy: { id: 'asc' } });

/** Lets whoever distils say this. */
function distilling(distillation: Distillation): void {
  const { minds } = ctx;
  ctx = { ...ctx, minds: { of: (agent) => ({ ...minds.of(agent), distil: async () => ({ distillation }) }) } };
}

const learned = (changes: Partial<Distillation['memories'][number]> = {}) =>
  ({
    ...{ agentId: 'sage', type: 'lesson', content: 'Stops held.', confidence: 0.6, token: null, tradeIds: [] },
    ...changes,
  }) as Distillation['memories'][number];

test('a post-mortem leaves a lesson on the trade that it spoke of, linked to it, and is gone over once', async () => {
  const trade = await lose('SOL');
  const id = await hold('post_mortem', 'why SOL lost');
  expect(await distil(id)).toBe('distilled');
  expect(await distil(id)).toBe('lost');
  const lesson = (await memories(id)).find(({ type }) => type === 'lesson');
  expect(lesson).toMatchObject({
    agentId: 'sage',
    trust: 'trusted',
    tags: ['post_mortem', 'SOL', 'bad'],
    evidence: { roundtableId: id, tradeIds: [trade.id] },
  });
  expect(lesson?.content).toMatch(/^SOL lost 1\d\.\d % in .* ended by stop loss\.$/);
  const { lessonsLearned } = await ctx.db.tradeOutcome.findUniqueOrThrow({ where: { tradeId: trade.id } });
  expect(lessonsLearned).toContain(lesson?.content);
  expect(await ctx.db.event.findMany({ where: { kind: 'roundtable.distilled' } })).toMatchObject([
    { fields: { roundtableId: id, format: 'post_mortem', memories: (await memories(id)).length } },
  ]);
});

test('however many conversations come back to a loss, one lesson of it stays', async () => {
  const trade = await lose('SOL');
  const ids = [await hold('post_mortem', 'why SOL lost'), await hold('morning_standup', 'why SOL lost')];
  for (const [n, id] of ids.entries()) {
    distilling({ memories: [learned({ content: `SOL lost, said ${n}.`, tradeIds: [trade.id] })], actions: [] });
    await distil(id);
  }
  const lessons = await ctx.db.memory.findMany({ where: { type: 'lesson' }, orderBy: { id: 'asc' } });
  expect(lessons.map(({ supersededBy }) => supersededBy)).toEqual([lessons[1]?.id, null]);
});

test('at most six memories of those at the table, none under 0.55, about trades that there are', async () => {
  const trade = await lose('SOL');
  const id = await hold('position_review', 'the day');
  const { participants } = await ctx.db.roundtable.findUniqueOrThrow({ where: { id } });
  const absent = (['observer', 'intel', 'scout'] as const).find((agent) => !participants.includes(agent));
  distilling({
    memories: [
      ...Array.from({ length: 8 }, (_, n) => learned({ content: `Lesson ${n}.`, confidence: 0.56 + n / 100 })),
      learned({ content: 'Too weak.', confidence: 0.54 }),
      learned({ content: 'Not here.', agentId: absent ?? 'observer', confidence: 0.7 }),
      learned({ content: 'Both.', confidence: 0.99, tradeIds: [trade.id, crypto.randomUUID()] }),
    ],
    actions: ['sell_everything', 'check_rules', 'check_rules'],
  });
  await distil(id);
  const kept = await memories(id);
  expect(kept.map(({ content }) => content)).toEqual([
    'Both.',
    'Lesson 7.',
    'Lesson 6.',
    'Lesson 5.',
    'Lesson 4.',
    'Lesson 3.',
  ]);
  expect(kept[0]).toMatchObject({ confidence: 0.75, evidence: { tradeIds: [trade.id] } });
  expect(await ctx.db.proposal.findMany({ where: { originKind: 'roundtable' } })).toMatchObject([
    { agentId: 'observer', originId: id, status: 'accepted', missionType: 'analysis' },
  ]);
});

test('what was learned where a signal from outside could be spoken of is labelled, and is no lesson', async () => {
  const { id: instrumentId } = await ctx.db.instrument.findFirstOrThrow({ where: { symbol: 'SOL' } });
  const posted = { source: 'kol', token: 'SOL', instrumentId, trust: 'untrusted', confidence: 0.9 } as const;
  const at = ctx.clock.now();
  await ctx.db.signal.create({ data: { ...posted, status: 'analyzed', observedAt: at, adoptedAt: at } });
  const id = await hold('post_mortem', 'is SOL safe?');
  distilling({
    memories: [learned(), learned({ type: 'insight', content: 'SOL is loud.', confidence: 0.7, token: 'SOL' })],
    actions: [],
  });
  await distil(id);
  expect(await memories(id)).toMatchObject([{ type: 'insight', trust: 'untrusted', subject: 'talk:SOL' }]);
});

const chosen = async (id: string) => {
  const rows = await ctx.db.proposal.findMany({ where: { originId: id }, orderBy: { id: 'asc' } });
  return rows.map(({ dedupeKey, status }) => [dedupeKey.replace(`action:${id}:`, ''), status]);
};

/** A strategy on probation that loses a tenth with each of so many trades, where it should earn one in a hundred. */
async function promoteLoser(trades: number) {
  await makePromoted(ctx);
  for (let i = 0; i < trades; i += 1) {
    const trade = await openTrade(ctx, { symbol: 'SOL', price: '200', source: sourceOf('trend-majors') });
    await closeTrade(ctx, trade, { price: '180', reason: 'stop_loss' });
  }
}

test('a strategy session holds back what brings less than expected by more than luck', async () => {
  await promoteLoser(5);
  const id = await hold('strategy_session', 'how we trade');
  await distil(id);
  expect(await chosen(id)).toEqual([['pause:trend-majors', 'accepted']]);
  const end = await runTask(ctx, {
    ...{ task: 'pause_strategy', agentId: 'growth', subject: 'trend-majors', proposalId: crypto.randomUUID() },
    ...{ origin: { kind: 'roundtable', id }, depth: 0 },
  });
  if (end.kind !== 'succeeded') throw new Error(end.kind);
  await inTransaction(ctx.db, async (tx) => end.save?.(tx));
  const [paused] = await ctx.db.strategy.findMany();
  const reason = expect.stringMatching(/^its 5 trades brought −1\d\.\d %/);
  expect(paused).toMatchObject({ state: 'paused', reason });
  expect(await ctx.db.event.count({ where: { kind: 'strategy.paused' } })).toBe(1);
});

test('a post-mortem holds back what brings less than expected, and asks for nothing else', async () => {
  await promoteLoser(5);
  const id = await hold('post_mortem', 'why SOL lost');
  await distil(id);
  expect(await chosen(id)).toEqual([['pause:trend-majors', 'accepted']]);
  const other = await hold('post_mortem', 'why it lost again');
  distilling({ memories: [], actions: ['measure_book', 'review_performance', 'test:trend'] });
  await distil(other);
  expect(await chosen(other)).toEqual([]);
});

test('fewer trades than make a pattern hold nothing back, and other conversations choose no strategy', async () => {
  await promoteLoser(4);
  const session = await hold('strategy_session', 'how we trade');
  await distil(session);
  expect(await chosen(session)).toEqual([]);
  const standup = await hold('morning_standup', 'the day');
  distilling({ memories: [], actions: ['pause:trend-majors'] });
  await distil(standup);
  expect(await chosen(standup)).toEqual([]);
});

test('a choice that was not offered is ignored, and that is said', async () => {
  await promoteLoser(5);
  const id = await hold('strategy_session', 'how we trade');
  distilling({
    memories: [],
    actions: ['pause:desk', 'test:moon', 'propose:ffff', 'widen_limits', 'pause:trend-majors'],
  });
  await distil(id);
  expect(await chosen(id)).toEqual([['pause:trend-majors', 'accepted']]);
  const [told] = await ctx.db.event.findMany({ where: { kind: 'roundtable.distilled' } });
  expect(told?.summary).toBe('Nothing new. Not offered, and ignored: pause:desk, test:moon, propose:ffff.');
});

test('a worker killed while it goes over a conversation leaves it to the next; nothing is learned twice', async () => {
  await lose('SOL');
  const id = await hold('post_mortem', 'why SOL lost');
  const { id: turnId } = await distillingOf(id);
  const dead = { state: 'running', attempt: 1, leaseUntil: new Date(0) } as const;
  await ctx.db.roundtableTurn.update({ where: { id: turnId }, data: dead });
  expect(await sweepTurns(ctx)).toBe(1);
  expect(await distil(id)).toBe('distilled');
  const contents = (await memories(id)).map(({ content }) => content);
  expect(new Set(contents).size).toBe(contents.length);
});

test('a conversation that cannot be gone over is given up, and has ended all the same', async () => {
  const id = await hold('watercooler', 'tea');
  const { id: turnId } = await distillingOf(id);
  const hopeless = { state: 'running', attempt: 5, leaseUntil: new Date(0) } as const;
  await ctx.db.roundtableTurn.update({ where: { id: turnId }, data: hopeless });
  await sweepTurns(ctx);
  expect(await distillingOf(id)).toMatchObject({ state: 'failed' });
  expect(await ctx.db.roundtable.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'succeeded' });
});
