import { type Log, silentLog } from '@atc/core/kernel/log';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isLoopback } from '../auth/entry/loopback.ts';
import { mintEntry } from '../auth/index.ts';
import { askRaw, type RawAsk } from '../testing/ask-raw.ts';
import { serveApp } from '../testing/serve-app.ts';
import { type TestApi, testApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

const mint = async (url = api.url) => (await mintEntry(api.company.ctx.db, url)) ?? '';
const press = (link: string, headers: Readonly<Record<string, string>> = {}): ReturnType<typeof askRaw> =>
  askRaw(link, { method: 'POST', headers: { origin: new URL(link).origin, ...headers } });
const cookieOf = (reply: { headers: { 'set-cookie'?: string[] | undefined } }) =>
  reply.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
const age = (minutes: number) =>
  api.company.ctx.db.$executeRaw`
    UPDATE api_entry_links SET created_at = created_at - make_interval(mins => ${minutes}::int)`;

test('the button of the page signs in as the operator, and shows the desk', async () => {
  const link = await mint();
  const shown = await askRaw(link);
  expect([shown.status, shown.body.includes('<form method="post">')]).toEqual([200, true]);
  expect(shown.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  const entered = await press(link);
  expect([entered.status, entered.headers.location]).toEqual([303, '/']);
  expect(entered.headers['set-cookie']?.[0]).toMatch(/HttpOnly; SameSite=Strict/);
  const me = await api.ask('GET /api/me', { key: null, headers: { cookie: cookieOf(entered) } });
  expect(me.body).toMatchObject({ name: 'anna', role: 'operator' });
});

test('looking at the page spends nothing, and pressing its button spends it', async () => {
  const link = await mint();
  for (let i = 0; i < 3; i += 1) await askRaw(link);
  expect((await press(link)).status).toBe(303);
  const again = await press(link);
  expect([again.status, cookieOf(again)]).toEqual([401, '']);
  expect(again.body).toContain('role="alert"');
});

test('of many who press at once one gets in', async () => {
  const link = await mint();
  const statuses = (await Promise.all(Array.from({ length: 8 }, () => press(link)))).map(({ status }) => status);
  expect(statuses.filter((status) => status === 303)).toHaveLength(1);
});

test('a link is good for ten minutes', async () => {
  const [young, old] = [await mint(), await mint()];
  await age(9);
  expect((await press(young)).status).toBe(303);
  await age(2);
  expect((await press(old)).status).toBe(401);
});

test.each(['x', 'A'.repeat(22), 'A'.repeat(4000), '%00', '..%2f'])(
  'a made-up token opens nothing (%s)',
  async (token) => {
    const fresh = await serveApp(api.company.ctx);
    const reply = await press(`${fresh.url}/enter/${token}`);
    expect([reply.status, cookieOf(reply)]).toEqual([401, '']);
    await fresh.close();
  },
);

const elsewhere: readonly (readonly [string, RawAsk['headers'] & object])[] = [
  ['through a proxy', { 'x-forwarded-for': '203.0.113.9' }],
  ['through a proxy that says so otherwise', { forwarded: 'for=203.0.113.9' }],
  ['by another name of the machine', { host: 'desk.example' }],
];
test.each(elsewhere)('a link does not work %s, and is not spent', async (_, headers) => {
  const named = await serveApp({
    ...api.company.ctx,
    config: { ...api.company.config, front: { trustedProxies: 0, allowedHosts: ['desk.example'] } },
  });
  const link = await mint(named.url);
  expect((await askRaw(link, { headers })).status).toBe(403);
  expect((await press(link, headers)).status).toBe(403);
  expect((await press(link)).status).toBe(303);
  await named.close();
});

test('a page of another origin cannot press the button', async () => {
  const link = await mint();
  expect((await press(link, { origin: 'http://evil.example' })).status).toBe(403);
  expect((await press(link, { origin: 'null', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  // Under `no-referrer` a browser sends this with the form of the page itself.
  expect((await press(link, { origin: 'null', 'sec-fetch-site': 'same-origin' })).status).toBe(303);
});

test('who came in stays in when the company is started again on its port', async () => {
  const { ctx } = api.company;
  const before = await serveApp(ctx);
  const cookie = cookieOf(await press(await mint(before.url)));
  await before.close();
  const after = await serveApp(ctx);
  const port = (url: string) => new URL(url).port;
  const headers = { cookie: cookie.replace(port(before.url), port(after.url)) };
  expect((await askRaw(`${after.url}/api/me`, { headers })).status).toBe(200);
  await after.close();
});

test('nothing of a token is in a log or in the database, whatever becomes of the request', async () => {
  const lines: unknown[] = [];
  const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
  // A log that also keeps what it is given, before anything is left out of it.
  const log: Log = new Proxy(silentLog(), {
    get: (own, name) =>
      levels.includes(String(name)) ? (...line: unknown[]) => void lines.push(line) : Reflect.get(own, name),
  });
  const { ctx } = api.company;
  const told = await serveApp({ ...ctx, log });
  const link = await mint(told.url);
  const token = link.split('/').at(-1) ?? '';
  await askRaw(link);
  await press(link, { origin: 'http://evil.example' });
  await ctx.db.$executeRaw`ALTER TABLE api_entry_links RENAME TO hidden_links`;
  expect((await press(link)).status).toBe(500);
  await ctx.db.$executeRaw`ALTER TABLE hidden_links RENAME TO api_entry_links`;
  await press(link);
  await press(link);
  const logged = JSON.stringify(lines);
  expect(logged).toContain('request failed');
  expect(logged).toContain('sign-in by a link refused');
  expect(logged).not.toContain(token);
  expect(JSON.stringify(await ctx.db.entryLink.findMany())).not.toContain(token);
  await told.close();
});

test('without an operator’s key there is no link, and one of a revoked key opens nothing', async () => {
  const other = await testApi();
  const { db } = other.company.ctx;
  const link = (await mintEntry(db, other.url)) ?? '';
  await db.apiKey.updateMany({ where: { role: 'operator' }, data: { revokedAt: new Date() } });
  expect((await press(link)).status).toBe(401);
  expect(await mintEntry(db, other.url)).toBeNull();
  await other.close();
});

test.each([
  ['http://127.0.0.1:3000', true],
  ['http://localhost:3000', true],
  ['http://[::1]:3000', true],
  ['http://192.168.1.5:3000', false],
  ['http://127.0.0.1.example:3000', false],
  ['http://desk.example', false],
])('%s is this machine: %s', (url, here) => {
  expect(isLoopback(new URL(url).hostname)).toBe(here);
});
