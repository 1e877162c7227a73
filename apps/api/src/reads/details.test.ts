import { newId } from '@atc/core/kernel/db';
import { closeTrade, type MadeTrade, openTrade } from '@atc/core/testing/trades';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../testing/test-api.ts';

let api: TestApi;
let held: MadeTrade;
let sold: MadeTrade;
beforeAll(async () => {
  api = await testApi();
  const { ctx } = api.company;
  sold = await openTrade(ctx, { symbol: 'BONK', price: '0.00002', stop: '0.000018' });
  await closeTrade(ctx, sold, { price: '0.000019', reason: 'operator' });
  held = await openTrade(ctx, { symbol: 'WIF', price: '1.5', stop: '1.35', target: '1.8' });
});
afterAll(() => api?.close());

const get = async (path: string) => (await api.ask(`GET ${path}`, { key: api.keys.viewer })).body;
const at = () => api.company.ctx.clock.now();

test('an order tells its attempts by their signatures, and never the bytes that move money', async () => {
  const { db } = api.company.ctx;
  const [order] = (await get(`/api/orders?positionId=${held.id}`)).items;
  await db.orderAttempt.create({
    data: {
      orderId: order.id,
      attemptNo: 1,
      state: 'sent',
      signature: 'a-signature',
      signedBytes: Buffer.from('signed bytes'),
      lastValidHeight: 7n,
    },
  });
  const shown = await get(`/api/orders/${order.id}`);
  expect(shown.attempts).toEqual([{ attemptNo: 1, state: 'sent', signature: 'a-signature', sentAt: null }]);
  expect(JSON.stringify(shown)).not.toMatch(/signedBytes|c2lnbmVkIGJ5dGVz|"body"/);
});

test('a closed position is neither closed again nor changed', async () => {
  expect(await api.ask(`POST /api/positions/${sold.id}/close`)).toMatchObject({
    status: 409,
    body: { detail: 'this position is closed' },
  });
  expect((await api.ask(`PATCH /api/positions/${sold.id}`, { body: { stopLoss: '0.00002' } })).status).toBe(409);
});

test('a change of a stop shows at once, with what it was in the news', async () => {
  const reply = await api.ask(`PATCH /api/positions/${held.id}`, { body: { stopLoss: '1.4' } });
  expect(reply.body).toEqual(await get(`/api/positions/${held.id}`));
  expect(reply.body).toMatchObject({ stopLoss: '1.4', initialStop: '1.35', takeProfit: '1.8' });
  const told = await api.company.ctx.db.event.findFirstOrThrow({ where: { kind: 'position.changed' } });
  expect(told).toMatchObject({ tradeId: held.id, fields: { stopLoss: '1.4', changedBy: 'operator:anna' } });
});

test('two who move a stop at once leave the higher one, and who came too low is told where it stands', async () => {
  const stops = ['1.41', '1.42', '1.43', '1.44', '1.45'];
  const replies = await Promise.all(
    stops.map((stopLoss) => api.ask(`PATCH /api/positions/${held.id}`, { body: { stopLoss } })),
  );
  expect(replies.every(({ status }) => status === 200 || status === 409)).toBe(true);
  expect((await get(`/api/positions/${held.id}`)).stopLoss).toBe('1.45');
});

test('a conversation shows who said what, whose words came from outside, the votes and what it left', async () => {
  const { db } = api.company.ctx;
  const proposal = await db.proposal.findFirstOrThrow();
  const { id } = await db.roundtable.create({
    data: {
      format: 'debate',
      topic: 'BONK',
      participants: ['scout', 'sage'],
      proposalId: proposal.id,
      turnsPlanned: 2,
      temperature: 0.4,
      naturalKey: newId(),
      convenedAt: at(),
      turns: {
        create: [
          { turnNo: 2, agentId: 'sage', kind: 'speak', state: 'done', text: 'no', content: {} },
          {
            turnNo: 1,
            agentId: 'scout',
            kind: 'speak',
            state: 'done',
            text: 'yes',
            content: { trust: 'untrusted' },
          },
        ],
      },
      votes: {
        create: {
          proposalId: proposal.id,
          agentId: 'sage',
          vote: 'reject',
          probability: 0.7,
          reason: 'thin',
          votedAt: at(),
        },
      },
    },
  });
  await db.memory.create({
    data: {
      agentId: 'sage',
      type: 'lesson',
      content: 'thin books',
      confidence: 0.7,
      sourceTraceId: `roundtable:${id}`,
      learnedAt: at(),
    },
  });
  const shown = await get(`/api/roundtables/${id}`);
  expect(shown.turns).toMatchObject([
    { turnNo: 1, agentId: 'scout', text: 'yes', trust: 'untrusted' },
    { turnNo: 2, agentId: 'sage', text: 'no', trust: 'trusted' },
  ]);
  expect(shown.votes).toMatchObject([{ agentId: 'sage', vote: 'reject', probability: 0.7, brier: null }]);
  expect(shown.memories).toMatchObject([{ agentId: 'sage', content: 'thin books' }]);
  expect((await get(`/api/proposals/${proposal.id}`)).votes).toEqual(shown.votes);
});

test('an agent is scored by the votes whose trade has ended, and by those alone', async () => {
  const { db } = api.company.ctx;
  const before = await get('/api/agents/sage');
  expect(before).toMatchObject({ votesScored: 0, brierScore: null });
  await db.vote.updateMany({ where: { agentId: 'sage' }, data: { brier: 0.09 } });
  expect(await get('/api/agents/sage')).toMatchObject({ votesScored: 1, brierScore: 0.09 });
  expect(await get('/api/agents/scout')).toMatchObject({ votesScored: 0, brierScore: null });
});

test('an agent’s voice is told with its changes, newest first', async () => {
  const { db } = api.company.ctx;
  for (const [i, cause] of ['first', 'second'].entries())
    await db.voiceHistory.create({
      data: { agentId: 'growth', modifiers: [], causes: [{ cause }], changedAt: new Date(at().getTime() + i * 1000) },
    });
  const { voiceHistory } = await get('/api/agents/growth');
  expect(voiceHistory.map(({ causes }: { causes: { cause: string }[] }) => causes[0]?.cause)).toEqual([
    'second',
    'first',
  ]);
});

test('the six agents differ in what they see: one alone reads words from outside', async () => {
  const { items } = await get('/api/agents');
  expect(items.map(({ id }: { id: string }) => id).sort()).toEqual([
    'atlas',
    'growth',
    'intel',
    'observer',
    'sage',
    'scout',
  ]);
  expect(
    items.every(({ tasks, directive }: { tasks: unknown[]; directive: string }) => tasks.length > 0 && directive),
  ).toBe(true);
});

test('each pair of agents has one relationship', async () => {
  const { items } = await get('/api/relationships');
  const pairs = items.map(({ agentA, agentB }: { agentA: string; agentB: string }) => [agentA, agentB].sort().join());
  expect(new Set(pairs).size).toBe(15);
});

test('a rule that a cooldown kept from firing says so, and one that did not match keeps silent', async () => {
  const { db } = api.company.ctx;
  const rule = await db.triggerRule.findFirstOrThrow({ orderBy: { name: 'asc' } });
  for (const outcome of ['fired', 'cooldown', 'no_match'] as const)
    await db.ruleFiring.create({ data: { ruleId: rule.id, subject: outcome, outcome, firedAt: at() } });
  const shown = await get(`/api/triggers/${rule.name}`);
  expect(shown.firings.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['cooldown', 'fired']);
  expect(shown.lastFiring).toMatchObject({ outcome: 'cooldown' });
  const listed = (await get('/api/triggers')).items.find(({ name }: { name: string }) => name === rule.name);
  expect(listed.lastFiring).toEqual(shown.lastFiring);
});

test('sources with the most closed trades come first, and those that never spoke not at all', async () => {
  const source = (name: string, trades: number, signals: number) => ({
    name,
    kind: 'scanner',
    trust: 'trusted' as const,
    trades,
    signals,
  });
  await api.company.ctx.db.signalSource.createMany({
    data: [source('z', 2, 2), source('a', 9, 9), source('silent', 0, 0), source('m', 2, 5)],
    skipDuplicates: true,
  });
  const names = (await get('/api/signal-sources')).items.map(({ name }: { name: string }) => name);
  expect(names.filter((name: string) => ['a', 'm', 'z', 'silent'].includes(name))).toEqual(['a', 'm', 'z']);
});
