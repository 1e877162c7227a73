import { silentLog } from '@atc/core/kernel/log';
import type { Request } from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../testing/test-api.ts';
import { tokenOf } from './cookie.ts';
import { freshKey, hashKey, mayUse, prefixOf, sameHash } from './key.ts';
import { ensureOperatorKey, mintKey } from './mint-key.ts';
import { revokeKeys } from './revoke-keys.ts';
import { openSessions } from './sessions.ts';
import { listKeys } from './store.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi({ requestsPerMinute: 1000 });
});
afterAll(() => api?.close());

test('a made key tells its role and nothing else', () => {
  const key = freshKey('viewer');
  expect(key).toMatch(/^atc_viewer_[\w-]{43}$/);
  expect(freshKey('viewer')).not.toBe(key);
  expect(prefixOf(key)).toBe(key.slice(0, 15));
  expect(prefixOf('my own long operator key of 32 characters')).toBe('my o');
});

test('hashes are compared whole', () => {
  expect(sameHash(hashKey('a'), hashKey('a'))).toBe(true);
  expect(sameHash(hashKey('a'), hashKey('b'))).toBe(false);
  expect(sameHash('', hashKey('b'))).toBe(false);
});

test.each([
  ['operator', 'viewer', true],
  ['operator', 'ingest', true],
  ['viewer', 'operator', false],
  ['viewer', 'ingest', false],
  ['ingest', 'viewer', false],
  ['subscriber', 'viewer', false],
  ['none', 'none', true],
] as const)('a key with the role %s may use what needs %s: %s', (role, needed, may) => {
  expect(mayUse({ role }, needed)).toBe(may);
});

test('only the hash of a key is stored', async () => {
  const rows = await api.company.ctx.db.apiKey.findMany();
  expect(JSON.stringify(rows)).not.toContain(api.keys.operator);
  expect(rows.map(({ keyHash }) => keyHash)).toContain(hashKey(api.keys.operator));
});

test('a use is noted at most once a minute', async () => {
  const key = await mintKey(api.company.ctx.db, { name: 'noted', role: 'viewer' });
  const lastUse = async () =>
    (await api.company.ctx.db.apiKey.findFirstOrThrow({ where: { name: 'noted' } })).lastUsedAt;
  expect(await lastUse()).toBeNull();
  await api.ask('GET /api/agents', { key });
  const first = await lastUse();
  await api.ask('GET /api/agents', { key });
  expect(first).not.toBeNull();
  expect(await lastUse()).toEqual(first);
});

test('a revoked key opens nothing from that moment', async () => {
  const key = await mintKey(api.company.ctx.db, { name: 'gone', role: 'operator' });
  expect((await api.ask('GET /api/agents', { key })).status).toBe(200);
  await api.company.ctx.db.apiKey.updateMany({ where: { name: 'gone' }, data: { revokedAt: new Date() } });
  expect((await api.ask('GET /api/agents', { key })).status).toBe(401);
});

test('the first operator’s key is shown once; a configured one replaces the one configured before', async () => {
  const fresh = await testApi();
  const { db } = fresh.company.ctx;
  await db.apiKey.deleteMany();
  const [one, other] = await Promise.all([ensureOperatorKey(db), ensureOperatorKey(db)]);
  expect([one, other].filter((key) => key !== null)).toHaveLength(1);
  expect(await ensureOperatorKey(db)).toBeNull();
  const [first, second] = ['first configured key of an operator', 'second configured key of an operator'];
  expect(await ensureOperatorKey(db, first)).toBeNull();
  expect(
    (await fresh.ask('GET /api/agents', { headers: { authorization: `Bearer ${first.replaceAll(' ', '-')}` } })).status,
  ).toBe(401);
  await ensureOperatorKey(db, second);
  expect(await db.apiKey.count({ where: { name: 'OPERATOR_KEY', revokedAt: null } })).toBe(1);
  await fresh.close();
});

const ofCompany = () => openSessions({ db: api.company.ctx.db, log: silentLog() });
const KEY = '00000000-0000-7000-8000-00000000000';

/** Moves the times of all sessions back, as if so much had passed. */
const pass = (minutes: number) =>
  api.company.ctx.db.$executeRaw`
    UPDATE api_sessions SET started_at = started_at - make_interval(mins => ${minutes}::int),
      seen_at = seen_at - make_interval(mins => ${minutes}::int)`;

test('a session ends when it is idle, too old or signed out of', async () => {
  const sessions = ofCompany();
  const token = await sessions.start(`${KEY}1`);
  expect(await sessions.keyOf(token)).toBe(`${KEY}1`);
  await pass(29);
  expect(await sessions.keyOf(token)).toBe(`${KEY}1`);
  await pass(29);
  expect(await sessions.keyOf(token)).toBe(`${KEY}1`);
  await pass(31);
  expect(await sessions.keyOf(token)).toBeNull();
  const kept = await sessions.start(`${KEY}1`);
  for (let i = 0; i < 24; i += 1) {
    await pass(29);
    expect(await sessions.keyOf(kept)).toBe(`${KEY}1`);
  }
  await pass(25);
  expect(await sessions.keyOf(kept)).toBeNull();
  const ended = await sessions.start(`${KEY}1`);
  await sessions.end(ended);
  expect(await sessions.keyOf(ended)).toBeNull();
});

test('asking whether sessions run keeps none of them from going idle', async () => {
  const sessions = ofCompany();
  const token = await sessions.start(`${KEY}2`);
  await pass(20);
  expect([...(await sessions.running([hashKey(token), hashKey('none')]))]).toEqual([hashKey(token)]);
  await pass(11);
  expect((await sessions.running([hashKey(token)])).size).toBe(0);
});

test('a session outlives the process that it began in, and its token is written nowhere', async () => {
  const token = await ofCompany().start(`${KEY}3`);
  expect(await ofCompany().keyOf(token)).toBe(`${KEY}3`);
  const rows = await api.company.ctx.db.apiSession.findMany();
  expect(rows.map(({ tokenHash }) => tokenHash)).toContain(hashKey(token));
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('a key has twenty sessions: the next ends its oldest, and never another key’s', async () => {
  const sessions = ofCompany();
  const operators = await sessions.start(`${KEY}4`);
  const viewers: string[] = [];
  for (let i = 0; i < 45; i += 1) viewers.push(await sessions.start(`${KEY}5`));
  expect(await sessions.keyOf(operators)).toBe(`${KEY}4`);
  const running = await sessions.running(viewers.map(hashKey));
  expect(viewers.filter((token) => running.has(hashKey(token)))).toEqual(viewers.slice(-20));
});

test('a token is found among other cookies', () => {
  const given = (cookie: string | undefined, headers: Readonly<Record<string, string>> = {}) =>
    tokenOf({ headers: { cookie, ...headers }, socket: { localPort: 3000 } } as unknown as Request, {
      host: '127.0.0.1',
      front: { trustedProxies: 1, allowedHosts: [] },
    });
  expect(given('a=1; atc_session_3000=xyz; b=2')).toBe('xyz');
  expect(given('not_atc_session_3000=xyz')).toBeNull();
  expect(given('atc_session_3001=another-company')).toBeNull();
  expect(given(undefined)).toBeNull();
  const tls = { 'x-forwarded-proto': 'https' };
  expect(given('__Host-atc_session_3000=xyz', tls)).toBe('xyz');
  expect(given('atc_session_3000=planted', tls)).toBeNull();
  expect(given('__Host-atc_session_3000=xyz')).toBeNull();
});

const signIn = (key: string, headers: Readonly<Record<string, string>> = { origin: api.url }) =>
  api.ask('POST /login', {
    key: null,
    raw: new URLSearchParams({ key, next: '/admin/queues' }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });

async function cookieOf(key: string): Promise<string> {
  return (await signIn(key)).headers.get('set-cookie')?.split(';')[0] ?? '';
}

test('the desk asks who is there', async () => {
  expect(await api.ask('GET /plain', { key: null })).toMatchObject({ status: 303 });
  expect((await api.ask('GET /plain', { key: null })).headers.get('location')).toBe('/login?next=/plain');
});

test('signing in sets a cookie that scripts and other sites cannot use', async () => {
  const reply = await signIn(api.keys.operator);
  expect([reply.status, reply.headers.get('location')]).toEqual([303, '/admin/queues']);
  expect(reply.headers.get('set-cookie')).toMatch(/^atc_session_\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
});

test('a wrong key does not sign in, and a page of another site cannot try', async () => {
  expect(await signIn('wrong')).toMatchObject({ status: 401, body: expect.stringContaining('not known here') });
  expect((await signIn(api.keys.operator, { origin: 'https://elsewhere.example' })).status).toBe(403);
  expect((await signIn(api.keys.operator, {})).status).toBe(403);
  expect((await signIn(api.keys.ingest)).status).toBe(401);
});

test('a session reads by its cookie, and changes things only from our own pages', async () => {
  const cookie = await cookieOf(api.keys.operator);
  const halt = (headers: Readonly<Record<string, string>>) =>
    api.ask('PUT /api/trading-state', {
      key: null,
      body: { state: 'active', reason: 'test' },
      headers: { cookie, ...headers },
    });
  expect((await api.ask('GET /api/portfolio', { key: null, headers: { cookie } })).status).toBe(200);
  expect((await halt({})).status).toBe(403);
  expect((await halt({ origin: 'https://elsewhere.example' })).status).toBe(403);
  expect((await halt({ origin: api.url })).status).toBe(200);
});

test('a browser that hides where a form stood may still say that it was ours', async () => {
  const forms = ['same-origin', 'cross-site'].map((site) =>
    signIn(api.keys.operator, { origin: 'null', 'sec-fetch-site': site }),
  );
  expect((await Promise.all(forms)).map(({ status }) => status)).toEqual([303, 403]);
  expect((await api.ask('GET /login', { key: null })).headers.get('referrer-policy')).toBe('same-origin');
});

test('the desk shows the books, and signing out ends the session', async () => {
  const cookie = await cookieOf(api.keys.viewer);
  const desk = await api.ask('GET /plain', { key: null, headers: { cookie } });
  expect(desk.body).toContain('$1,000.00');
  expect(desk.headers.get('cache-control')).toBe('no-store');
  expect((await api.ask('POST /logout', { key: null, headers: { cookie, origin: api.url } })).status).toBe(303);
  expect((await api.ask('GET /plain', { key: null, headers: { cookie } })).headers.get('location')).toBe(
    '/login?next=/plain',
  );
});

test('what outsiders wrote stands on the desk as text', async () => {
  await api.ask('POST /api/signals', {
    body: { source: '<script>alert(1)</script>', token: '<img src=x>', signalType: 'buy' },
  });
  // An event shows once no older transaction of the whole server is under way.
  await expect.poll(async () => (await api.ask('GET /plain')).body, { timeout: 10_000 }).toContain('&lt;img');
  expect((await api.ask('GET /plain')).body).not.toContain('<img');
});

test('only an operator sees the queues', async () => {
  expect((await api.ask('GET /admin/queues', { key: null })).headers.get('location')).toBe(
    '/login?next=%2Fadmin%2Fqueues',
  );
  expect((await api.ask('GET /admin/queues', { key: api.keys.viewer })).status).toBe(403);
  const cookie = await cookieOf(api.keys.operator);
  expect(await api.ask('GET /admin/queues', { key: null, headers: { cookie } })).toMatchObject({
    status: 200,
    body: expect.stringContaining('static/js'),
  });
  const { body } = await api.ask('GET /admin/queues/api/queues', { key: null, headers: { cookie } });
  expect(body.queues.map(({ name }: { name: string }) => name)).toContain('execute_trade');
});

test('a key may ask only so often in a minute', async () => {
  const slow = await testApi({ requestsPerMinute: 3 });
  const replies = [];
  for (let i = 0; i < 4; i += 1) replies.push((await slow.ask('GET /api/agents')).status);
  expect(replies).toEqual([200, 200, 200, 429]);
  expect(await slow.ask('GET /api/agents')).toMatchObject({
    status: 429,
    body: { type: 'urn:company:problem:too_many' },
  });
  expect((await slow.ask('GET /api/agents', { key: slow.keys.viewer })).status).toBe(200);
  await slow.close();
});

test('wrong keys wait after sixty in a minute; who has a right one still halts the desk from there', async () => {
  const flooded = await testApi();
  const statuses = [];
  for (let i = 0; i < 61; i += 1) statuses.push((await flooded.ask('GET /api/agents', { key: `wrong-${i}` })).status);
  expect([statuses[59], statuses[60]]).toEqual([401, 429]);
  expect((await flooded.ask('GET /api/agents', { key: null })).status).toBe(429);
  const halt = { body: { state: 'halted', reason: 'stop' } };
  expect((await flooded.ask('PUT /api/trading-state', halt)).status).toBe(200);
  await flooded.close();
});

test('a revoked key opens nothing from then on, and is listed no more', async () => {
  const { db } = api.company.ctx;
  const key = await mintKey(db, { name: 'bob', role: 'viewer' });
  expect((await api.ask('GET /api/portfolio', { key })).status).toBe(200);
  expect((await listKeys(db)).map(({ name }) => name)).toContain('bob');
  expect(await revokeKeys(db, { prefix: prefixOf(key), by: 'a test' })).toMatchObject({ outcome: 'revoked' });
  expect((await api.ask('GET /api/portfolio', { key })).status).toBe(401);
  expect((await listKeys(db)).map(({ name }) => name)).not.toContain('bob');
  expect(await revokeKeys(db, { prefix: prefixOf(key), by: 'a test' })).toEqual({ outcome: 'not_found' });
  expect(await db.apiKey.findFirst({ where: { name: 'bob' } })).toMatchObject({ revokedBy: 'a test' });
});
