import { afterAll, beforeAll, expect, test } from 'vitest';
import { type KeyRole, mintKey } from '../auth/index.ts';
import { type Ask, type TestApi, testApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

type Fields = Readonly<Record<string, string>>;

const post = (on: TestApi, fields: Fields, headers: Fields = {}) =>
  on.ask('POST /login', {
    key: null,
    raw: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: on.url, ...headers },
  });

async function cookieOf(key: string, headers: Fields = {}): Promise<string> {
  return (await post(api, { key }, headers)).headers.get('set-cookie')?.split(';')[0] ?? '';
}

const as = (cookie: string, where: string, ask: Ask = {}) =>
  api.ask(where, { key: null, ...ask, headers: { cookie, ...ask.headers } });

test.each([
  ['operator', 303],
  ['viewer', 303],
  ['ingest', 401],
  ['subscriber', 401],
] as const)('a key with the role %s signs in with %i', async (role: KeyRole, status) => {
  const key = await mintKey(api.company.ctx.db, { name: `in as ${role}`, role });
  const reply = await post(api, { key });
  expect([reply.status, reply.headers.has('set-cookie')]).toEqual([status, status === 303]);
});

test('a key that was pasted with spaces around it signs in', async () => {
  expect((await post(api, { key: `  ${api.keys.viewer}\n` })).status).toBe(303);
});

test.each([
  ['no key', {}],
  ['an empty key', { key: '' }],
  ['an endless key', { key: 'x'.repeat(401) }],
  ['the hash of a key', { key: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' }],
  ['a key with U+0000', { key: 'a\0b' }],
])('%s does not sign in, and the page says so', async (_, fields) => {
  const fresh = await testApi();
  const reply = await post(fresh, fields);
  expect(reply.status).toBe(401);
  expect(reply.body).toContain('role="alert"');
  expect(reply.headers.has('set-cookie')).toBe(false);
  await fresh.close();
});

test('where to go afterwards stands on the page as text, and only a path of ours', async () => {
  const login = async (next: string) =>
    (await api.ask(`GET /login?next=${encodeURIComponent(next)}`, { key: null })).body;
  expect(await login('/admin/queues?a="><script>alert(1)</script>')).not.toContain('<script>alert');
  expect(await login('//elsewhere.example')).toContain('name="next" value="/"');
  expect(await login('/scorecard')).toContain('name="next" value="/scorecard"');
});

test.each([
  ['/scorecard', '/scorecard'],
  ['https://elsewhere.example/', '/'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/..//elsewhere.example', '/'],
  ['/a/..//elsewhere.example/x', '/'],
  ['/%2e%2e//elsewhere.example', '/'],
  ['/.//elsewhere.example', '/'],
  ['/scorecard/..?a=//b', '/?a=//b'],
])('signing in with next=%s leads to %s', async (next, path) => {
  const reply = await post(api, { key: api.keys.viewer, next });
  expect([reply.status, reply.headers.get('location')]).toEqual([303, path]);
});

test('signing in again ends the session before, so that no cookie planted earlier is worth anything', async () => {
  const first = await cookieOf(api.keys.viewer);
  const second = await cookieOf(api.keys.viewer, { cookie: first });
  expect(second).not.toBe(first);
  expect((await as(first, 'GET /api/agents')).status).toBe(401);
  expect((await as(second, 'GET /api/agents')).status).toBe(200);
});

test('a cookie that nobody was given opens nothing', async () => {
  expect((await as(`atc_session_${new URL(api.url).port}=${'x'.repeat(43)}`, 'GET /api/agents')).status).toBe(401);
  expect((await as(`atc_session_${new URL(api.url).port}=`, 'GET /plain')).headers.get('location')).toBe(
    '/login?next=/plain',
  );
});

test('a session ends with the key that opened it', async () => {
  const { db } = api.company.ctx;
  const key = await mintKey(db, { name: 'short', role: 'viewer' });
  const cookie = await cookieOf(key);
  expect((await as(cookie, 'GET /plain')).status).toBe(200);
  await db.apiKey.updateMany({ where: { name: 'short' }, data: { revokedAt: new Date() } });
  expect((await as(cookie, 'GET /plain')).headers.get('location')).toBe('/login?next=/plain');
  expect((await as(cookie, 'GET /api/agents')).status).toBe(401);
});

test('a session may do what its key may, and no more', async () => {
  const cookie = await cookieOf(api.keys.viewer);
  const halt = { body: { state: 'halted', reason: 'x' }, headers: { origin: api.url } };
  expect((await as(cookie, 'PUT /api/trading-state', halt)).status).toBe(403);
  expect((await as(cookie, 'GET /api/portfolio')).status).toBe(200);
});

test('a wrong key is a wrong key, also beside a good cookie', async () => {
  const cookie = await cookieOf(api.keys.operator);
  expect((await as(cookie, 'GET /api/agents', { key: 'made-up' })).status).toBe(401);
  expect((await as(cookie, 'GET /plain', { key: 'made-up' })).status).toBe(401);
});

test('a right key needs no page of ours: scripts send no Origin', async () => {
  const body = { state: 'active', reason: 'from a script' };
  expect((await api.ask('PUT /api/trading-state', { body })).status).toBe(200);
  expect((await api.ask('PUT /api/trading-state', { body, headers: { origin: 'https://x.example' } })).status).toBe(
    200,
  );
});

test.each(['POST /logout', 'POST /login'])('another site cannot make a browser %s', async (where) => {
  const cookie = await cookieOf(api.keys.viewer);
  const form = { raw: 'key=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
  for (const origin of ['https://elsewhere.example', 'null', `${api.url}.elsewhere.example`]) {
    const reply = await as(cookie, where, { ...form, headers: { ...form.headers, origin } });
    expect(reply).toMatchObject({ status: 403, body: { type: 'urn:company:problem:forbidden' } });
  }
  expect((await as(cookie, 'GET /plain')).status).toBe(200);
});

test('signing out takes the cookie back, and does no harm to who was not in', async () => {
  const cookie = await cookieOf(api.keys.viewer);
  const out = await as(cookie, 'POST /logout', { headers: { origin: api.url } });
  expect([out.status, out.headers.get('location')]).toEqual([303, '/login']);
  expect(out.headers.get('set-cookie')).toMatch(/^atc_session_\d+=; Path=\/; Expires=Thu, 01 Jan 1970/);
  expect((await as('', 'POST /logout', { headers: { origin: api.url } })).status).toBe(303);
});

test.each(['/plain', '/scorecard'])('%s: who may not look is sent to sign in, or told', async (path) => {
  expect((await api.ask(`GET ${path}`, { key: null })).headers.get('location')).toMatch(/^\/login/);
  expect(await api.ask(`GET ${path}`, { key: api.keys.ingest })).toMatchObject({ status: 403, body: { status: 403 } });
  const seen = await api.ask(`GET ${path}`, { key: api.keys.viewer });
  expect([seen.status, seen.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(seen.headers.get('content-type')).toBe('text/html; charset=utf-8');
});

test.each([
  '/assets/page.css',
  '/assets/narrow.css',
  '/assets/watch.css',
  '/assets/docs.js',
  '/assets/desk.js',
  '/assets/board.js',
])('%s is there for everybody, as the pages name it', async (path) => {
  expect((await api.ask(`GET ${path}`, { key: null })).status).toBe(200);
});

test('every page keeps to what its security policy lets a browser run: no script of its own text', async () => {
  for (const path of ['/plain', '/scorecard', '/docs', '/login']) {
    const { body } = await api.ask(`GET ${path}`);
    expect(body).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|javascript:/i);
  }
});

test('a form that is too large is refused as such', async () => {
  expect((await post(api, { key: 'x'.repeat(10_000) })).status).toBe(413);
});

test('ten wrong keys in a minute are enough; a right one signs in from the same address all the same', async () => {
  const fresh = await testApi();
  const statuses: number[] = [];
  for (let i = 0; i < 11; i += 1) statuses.push((await post(fresh, { key: `wrong-${i}` })).status);
  expect(statuses).toEqual([...Array(10).fill(401), 429]);
  const late = await post(fresh, { key: 'wrong' });
  expect(late).toMatchObject({ status: 429, body: { type: 'urn:company:problem:too_many' } });
  expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
  for (let i = 0; i < 12; i += 1) expect((await post(fresh, { key: fresh.keys.operator })).status).toBe(303);
  await fresh.close();
});

test('forms that another site sends spend no attempts, however many', async () => {
  const fresh = await testApi();
  for (let i = 0; i < 12; i += 1)
    expect((await post(fresh, { key: 'x' }, { origin: 'https://elsewhere.example' })).status).toBe(403);
  expect((await post(fresh, { key: 'wrong' })).status).toBe(401);
  await fresh.close();
});

test('a viewer who signs in a hundred times ends no session of the operator', async () => {
  const cookie = await cookieOf(api.keys.operator);
  for (let i = 0; i < 100; i += 1) await cookieOf(api.keys.viewer);
  expect((await as(cookie, 'GET /plain')).status).toBe(200);
});
