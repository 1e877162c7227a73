import { HOUR_MS } from '@atc/core/kernel/time';
import { openTrade } from '@atc/core/testing/trades';
import { asAdmin, testServers } from '@atc/stack/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { serveApp } from '../testing/serve-app.ts';
import { type TestApi, testApi } from '../testing/test-api.ts';

const soon = { timeout: 20_000, interval: 100 };
let api: TestApi;

beforeAll(async () => {
  api = await testApi({ backend: 'postgres' });
});
afterAll(async () => {
  await api?.close();
});

/** Lets the company's database take writes, or none, for every connection that comes; those that are there are cut. */
async function readOnly(is: boolean): Promise<void> {
  const { adminUrl } = testServers();
  const name = new URL(api.company.databaseUrl).pathname.slice(1);
  await asAdmin(adminUrl, `ALTER DATABASE ${name} SET default_transaction_read_only = ${is ? 'on' : 'off'}`);
  await asAdmin(adminUrl, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
}

const readyz = async () => (await api.ask('GET /readyz', { key: null })).body;
const state = async () => (await api.ask('GET /api/trading-state')).body.state;
const problem = { type: 'urn:company:problem:unavailable', status: 503 };

test('with a database that takes no writes it is not ready, answers reads, and refuses writes with 503', async () => {
  const { id } = await openTrade(api.company.ctx, { symbol: 'BONK', price: '0.00002', stop: '0.000018' });
  await readOnly(true);
  // Each store finds a new connection at a pace of its own.
  await vi.waitFor(
    async () =>
      expect(await readyz()).toMatchObject({ status: 'not_ready', database: 'read_only', queues: 'read_only' }),
    soon,
  );
  expect((await api.ask('GET /api/positions')).status).toBe(200);
  expect((await api.ask('GET /plain', { key: api.keys.viewer })).body).toContain('takes no writes');
  for (const [where, body] of [
    ['POST /api/signals', { source: 's', token: 'BONK', signalType: 'buy' }],
    [`POST /api/positions/${id}/close`, {}],
    ['PUT /api/trading-state', { state: 'reducing', reason: 'careful' }],
  ] as const) {
    const refused = await api.ask(where, { body });
    expect(refused, where).toMatchObject({
      status: 503,
      body: { ...problem, detail: expect.stringContaining('only read') },
    });
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(JSON.stringify(refused.body)).not.toMatch(/postgres|prisma|connection|25006|\.ts/i);
  }
});

test('a halt that cannot be written holds every order at once, and is written when it can be (I10)', async () => {
  const { fence } = api.company.ctx;
  const halt = { body: { state: 'halted', reason: 'the disk' } };
  expect(await api.ask('PUT /api/trading-state', halt)).toMatchObject({
    status: 503,
    body: { ...problem, held: true },
  });
  // Asked again it says the same and lets nothing through in between.
  expect(await api.ask('PUT /api/trading-state', halt)).toMatchObject({ status: 503, body: { held: true } });
  expect(await state()).toBe('active');
  let called = false;
  // Its connection is cut with the others below.
  const calling = fence
    .shared(async () => {
      called = true;
    })
    .catch(() => undefined);
  await new Promise((done) => setTimeout(done, 300));
  expect(called).toBe(false);
  await readOnly(false);
  await vi.waitFor(async () => expect(await state()).toBe('halted'), soon);
  await calling;
  await vi.waitFor(
    async () => expect(await api.ask('PUT /api/trading-state', halt)).toMatchObject({ status: 200 }),
    soon,
  );
});

test('a halt that is held ends with another word', async () => {
  await api.ask('PUT /api/trading-state', { body: { state: 'active', reason: 'go on' } });
  await readOnly(true);
  await vi.waitFor(async () => expect((await readyz()).database).toBe('read_only'), soon);
  expect((await api.ask('PUT /api/trading-state', { body: { state: 'halted', reason: 'x' } })).body.held).toBe(true);
  expect((await api.ask('PUT /api/trading-state', { body: { state: 'active', reason: 'no' } })).status).toBe(503);
  expect(await api.company.ctx.fence.shared(state)).toBe('active');
  await readOnly(false);
  await vi.waitFor(async () => expect((await readyz()).database).toBe('up'), soon);
  expect(await state()).toBe('active');
});

test('what is held and was not looked at makes it not ready, on the page too', async () => {
  const { ctx } = api.company;
  let ms = 0;
  const app = await serveApp({ ...ctx, clock: { ...ctx.clock, world: ctx.clock.world, monotonicMs: () => ms } });
  const headers = { authorization: `Bearer ${api.keys.viewer}` };
  const look = async (path: string) => (await fetch(`${app.url}${path}`, { headers })).text();
  expect(JSON.parse(await look('/readyz'))).toMatchObject({ watch: 'up_to_date', status: 'ready' });
  const last = await ctx.db.position.findFirstOrThrow({ where: { status: 'open' } });
  await ctx.db.position.update({
    where: { id: last.id },
    data: { openedAt: new Date(ctx.clock.now().getTime() - HOUR_MS), watchedUntil: null },
  });
  await vi.waitFor(async () => {
    ms += 5000;
    expect(JSON.parse(await look('/readyz'))).toMatchObject({ watch: 'late', status: 'not_ready' });
  }, soon);
  expect(await look('/plain')).toContain('Stops are late');
  expect(await look('/metrics')).toContain('company_watch_late 1');
  await app.close();
});
