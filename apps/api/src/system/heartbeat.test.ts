import { openBeats } from '@atc/core/company/runs';
import { HOUR_MS } from '@atc/core/kernel/time';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../testing/test-api.ts';

const SECRET = 'a cron secret of thirty-two characters'.replaceAll(' ', '-');
let api: TestApi;

beforeAll(async () => {
  api = await testApi({ config: { CRON_SECRET: SECRET } });
});
afterAll(() => api?.close());

test('the cron secret beats, and tells what was done', async () => {
  for (const method of ['POST', 'GET']) {
    const reply = await api.ask(`${method} /api/heartbeat`, { key: SECRET });
    expect(reply.status).toBe(200);
    expect(reply.body.operations.length).toBeGreaterThan(0);
    expect(reply.body.operations.every((done: { status: string }) => done.status === 'succeeded')).toBe(true);
  }
  expect(await api.company.ctx.db.actionRun.count({ where: { status: 'succeeded', beat: 2 } })).toBeGreaterThan(0);
});

test('while another process holds the beat there is none', async () => {
  const { db } = api.company.ctx;
  await db.beat.update({ where: { id: 1 }, data: { leaseUntil: new Date(Date.now() + 5000) } });
  expect((await api.ask('POST /api/heartbeat', { key: SECRET })).body).toEqual({ beat: null, operations: [] });
  await db.beat.update({ where: { id: 1 }, data: { leaseUntil: null } });
});

test('no other key may, and the secret opens nothing else', async () => {
  expect((await api.ask('POST /api/heartbeat')).status).toBe(403);
  expect((await api.ask('POST /api/heartbeat', { key: 'x'.repeat(32) })).status).toBe(401);
  expect((await api.ask('GET /api/positions', { key: SECRET })).status).toBe(403);
});

test('a late heartbeat shows in readiness, metrics and on the page', async () => {
  const { ctx } = api.company;
  await openBeats(ctx.db, ctx.clock.now());
  expect((await api.ask('GET /readyz', { key: null })).body.heartbeat).toBe('beating');
  await ctx.db.beat.update({ where: { id: 1 }, data: { endedAt: new Date(Date.now() - HOUR_MS) } });
  expect((await api.ask('GET /readyz', { key: null })).body).toMatchObject({ status: 'ready', heartbeat: 'late' });
  const { body } = await api.ask('GET /metrics', { key: api.keys.viewer });
  expect(body).toContain('company_heartbeat_late 1');
  expect(body).toMatch(/company_heartbeat_operation_seconds\{operation="recoverStaleSteps",status="succeeded"\} 0/);
});

test('without a cron secret there is nothing there', async () => {
  const bare = await testApi();
  expect((await bare.ask('POST /api/heartbeat', { key: SECRET })).status).toBe(404);
  expect((await bare.ask('GET /api/heartbeat')).status).toBe(404);
  await bare.close();
});
