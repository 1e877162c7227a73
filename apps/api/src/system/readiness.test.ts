import { watchGaps } from '@atc/core/desk/prices';
import { silentLog } from '@atc/core/kernel/log';
import { openQueues } from '@atc/core/kernel/queues';
import { closeTrade, openTrade } from '@atc/core/testing/trades';
import { asAdmin, availableQueueBackends, testServers } from '@atc/stack/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openRelay, type Relay } from '../testing/relay.ts';
import { type ServedApp, serveApp } from '../testing/serve-app.ts';
import { type TestApi, testApi } from '../testing/test-api.ts';

const readyz = async (url: string) => {
  const reply = await fetch(`${url}/readyz`);
  return { status: reply.status, body: await reply.json() };
};
const soon = { timeout: 15_000, interval: 100 };
const whole = { status: 200, body: { status: 'ready', database: 'up', queues: 'up' } };

describe.each(availableQueueBackends())('with its queues on %s', (backend) => {
  let api: TestApi;
  let relay: Relay;
  let app: ServedApp;
  let closeQueues: () => Promise<void>;

  // The company's own queues, over a wire that can be cut.
  beforeAll(async () => {
    api = await testApi({ backend });
    const { ctx, redisUrl, databaseUrl } = api.company;
    relay = await openRelay(redisUrl ?? databaseUrl);
    const queues = await openQueues({
      specs: ctx.queues.specs,
      redisUrl: redisUrl && relay.url,
      databaseUrl: redisUrl ? databaseUrl : relay.url,
      prefix: 'readiness',
      workers: 0,
      log: silentLog(),
    });
    closeQueues = () => queues.close();
    app = await serveApp({ ...ctx, queues });
  });
  afterEach(async () => {
    await relay.mend();
    await vi.waitFor(async () => expect(await readyz(app.url)).toMatchObject(whole), soon);
  });
  afterAll(async () => {
    await app?.close();
    await closeQueues?.();
    await relay?.close();
    await api?.close();
  });

  test('the queue store is gone: not ready, and alive all the same', async () => {
    await relay.cut();
    await vi.waitFor(
      async () =>
        expect(await readyz(app.url)).toMatchObject({
          status: 503,
          body: { status: 'not_ready', database: 'up', queues: 'down' },
        }),
      soon,
    );
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  });

  test('a queue store that says nothing keeps nobody waiting for long', async () => {
    relay.silence();
    const ask = async () => {
      const startedAt = performance.now();
      const answer = await readyz(app.url);
      expect(performance.now() - startedAt).toBeLessThan(4000);
      return answer;
    };
    const silent = { status: 503, body: { queues: 'down', database: 'up' } };
    await vi.waitFor(async () => expect(await ask()).toMatchObject(silent), soon);
  });

  test('without its queue store the desk can still be looked at and halted', async () => {
    await relay.cut();
    const headers = { authorization: `Bearer ${api.keys.operator}`, 'content-type': 'application/json' };
    const ask = async (method: string, path: string, body?: object) =>
      (await fetch(`${app.url}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })).status;
    expect(await ask('GET', '/api/positions')).toBe(200);
    expect(await ask('PUT', '/api/trading-state', { state: 'halted', reason: 'no queues' })).toBe(200);
    expect(await ask('POST', '/api/signals', { source: 's', token: 'BONK', signalType: 'buy' })).toBe(201);
  });
});

test('while no price comes of what is held a company is not ready, and says so; with one again it is', async () => {
  const api = await testApi();
  const { ctx, market, setTime } = api.company;
  const trade = await openTrade(ctx, { symbol: 'SOL', price: '200', stop: '190' });
  expect(await readyz(api.url)).toMatchObject({ status: 200, body: { status: 'ready', prices: 'fresh' } });
  await setTime(new Date(ctx.clock.now().getTime() + 3 * market.barMs));
  expect(await readyz(api.url)).toMatchObject({ status: 200, body: { status: 'ready', prices: 'stale' } });
  expect(await watchGaps(ctx)).toBe(2);
  expect(await readyz(api.url)).toMatchObject({ status: 503, body: { status: 'not_ready', prices: 'stale' } });
  await closeTrade(ctx, trade, { price: '200', reason: 'operator' });
  expect((await readyz(api.url)).status).toBe(200);
  await api.close();
});

test('without its database a company is alive and not ready, and says so; with it again it is ready', async () => {
  const api = await testApi({ backend: 'postgres' });
  const name = new URL(api.company.databaseUrl).pathname.slice(1);
  const { adminUrl } = testServers();
  await asAdmin(adminUrl, `ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
  await asAdmin(adminUrl, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
  await vi.waitFor(
    async () =>
      expect(await readyz(api.url)).toEqual({
        status: 503,
        body: {
          status: 'not_ready',
          database: 'down',
          queues: 'down',
          watch: 'none',
          heartbeat: 'none',
          prices: 'none',
        },
      }),
    soon,
  );
  expect((await api.ask('GET /healthz', { key: null })).status).toBe(200);
  const refused = await api.ask('GET /api/positions');
  expect(refused).toMatchObject({ status: 503, body: { type: 'urn:company:problem:unavailable' } });
  expect(refused.headers.get('retry-after')).toBe('5');
  expect(refused.headers.get('content-type')).toContain('application/problem+json');
  expect(JSON.stringify(refused.body)).not.toMatch(/postgres|prisma|connection|\.ts/i);
  await asAdmin(adminUrl, `ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true`);
  await vi.waitFor(async () => expect(await readyz(api.url)).toMatchObject(whole), soon);
  expect((await api.ask('GET /api/positions')).status).toBe(200);
  await api.close();
});
