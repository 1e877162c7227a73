import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runHeartbeat } from '@atc/agents/heartbeat';
import { noteProcess } from '@atc/core/company/processes';
import { openBeats } from '@atc/core/company/runs';
import { newId } from '@atc/core/kernel/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

test('a queue is told with what waits in it, and since when', async () => {
  await api.company.ctx.queues.nudge('execute_trade', [{ rowId: newId(), nudge: 0 }]);
  const { body } = await api.ask('GET /api/queues');
  const trades = body.items.find(({ name }: { name: string }) => name === 'execute_trade');
  expect(trades).toMatchObject({ waiting: 1, active: 0, paused: false });
  expect(Date.now() - Date.parse(trades.oldestAt)).toBeLessThan(60_000);
});

test('a process is told by what it does, until it ends', async () => {
  const end = await noteProcess(api.company.ctx, ['trade-executor']);
  const [one] = (await api.ask('GET /api/processes')).body.items;
  expect(one).toMatchObject({ names: ['trade-executor'], pid: process.pid });
  await end();
  expect((await api.ask('GET /api/processes')).body.items).toEqual([]);
});

test('a beat is told with its operations in their order, and what each may take', async () => {
  const { ctx } = api.company;
  expect((await api.ask('GET /api/runs')).body).toEqual({ heartbeat: null, items: [] });
  await openBeats(ctx.db, ctx.clock.now());
  await runHeartbeat(ctx, { holder: 'a test' });
  const { heartbeat, items } = (await api.ask('GET /api/runs?beats=3')).body;
  expect(heartbeat).toMatchObject({ beat: 1, late: false });
  expect(items).toHaveLength(1);
  expect(items[0].operations).toHaveLength(6);
  expect(items[0].operations[0]).toMatchObject({ operation: 'evaluateTriggers', status: 'succeeded', budgetMs: 4000 });
});

test('what models were asked today counts by agent, also what has not come back', async () => {
  const { db, clock } = api.company.ctx;
  const call = { purpose: 'speak', traceId: 'x', model: 'm', promptHash: 'h', calledAt: clock.now() };
  await db.llmCall.createMany({
    data: [
      { ...call, agentId: 'sage', outcome: 'answered', tokensIn: 100, tokensOut: 20, costUsd: '0.01' },
      { ...call, agentId: 'sage', outcome: 'unusable', tokensIn: 10, tokensOut: 2, costUsd: '0.001' },
      { ...call, agentId: 'atlas', outcome: 'reserved', reservedTokens: 500, reservedUsd: '0.02' },
      { ...call, agentId: 'atlas', outcome: 'answered', tokensIn: 9, tokensOut: 9, createdAt: new Date(0) },
    ],
  });
  const { body } = await api.ask('GET /api/minds/usage');
  expect(body.limits).toEqual({ dailyTokens: 200_000, dailyUsd: expect.any(Number) });
  expect(body.agents).toEqual([
    { agentId: 'atlas', calls: 1, unusable: 0, tokens: 500, usd: '0.02' },
    { agentId: 'sage', calls: 2, unusable: 1, tokens: 132, usd: '0.011' },
  ]);
});

test('notifications are told newest first, and those that did not arrive apart', async () => {
  const { db } = api.company.ctx;
  for (const [i, state] of (['sent', 'dead', 'pending'] as const).entries())
    await db.notification.create({
      data: { channel: 'webhook', template: 'alert', body: { title: `no. ${i}` }, state },
    });
  const { body } = await api.ask('GET /api/notifications');
  expect(body.items.map(({ title }: { title: string }) => title)).toEqual(['no. 2', 'no. 1', 'no. 0']);
  expect(body.receiver).toBeNull();
  const dead = (await api.ask('GET /api/notifications?state=dead')).body.items;
  expect(dead).toMatchObject([{ title: 'no. 1', state: 'dead' }]);
});

test('a test is posted at once, and says whether it was taken', async () => {
  expect((await api.ask('POST /api/notifications/test')).status).toBe(409);
  const bodies: string[] = [];
  let status = 200;
  const receiver = createServer((req, res) => {
    req.on('data', (bytes) => bodies.push(String(bytes)));
    req.on('end', () => res.writeHead(status).end());
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  const { port } = receiver.address() as AddressInfo;
  const told = await testApi({ config: { WEBHOOK_URL: `http://127.0.0.1:${port}/` } });
  expect((await told.ask('POST /api/notifications/test')).body).toEqual({ taken: true, error: null });
  expect(bodies.join('')).toContain('anna asked whether notifications arrive');
  status = 403;
  expect((await told.ask('POST /api/notifications/test')).body).toEqual({
    taken: false,
    error: 'the receiver answered 403',
  });
  expect((await told.ask('POST /api/notifications/test', { key: told.keys.viewer })).status).toBe(403);
  await told.close();
  receiver.close();
});
