import { afterAll, beforeAll, expect, test } from 'vitest';
import { askRaw } from '../testing/ask-raw.ts';
import { type TestApi, testApi } from '../testing/test-api.ts';

let api: TestApi;
/** The same behind one proxy. */
let proxied: TestApi;
beforeAll(async () => {
  api = await testApi();
  proxied = await testApi({ config: { TRUSTED_PROXIES: '1', ALLOWED_HOSTS: 'desk.example' } });
});
afterAll(async () => {
  await proxied?.close();
  await api?.close();
});

type Fields = Readonly<Record<string, string>>;

const SITE = 'https://desk.example';
/** What a proxy with TLS in front of `desk.example` sends along. */
const viaProxy = (address = '203.0.113.7'): Fields => ({
  'x-forwarded-for': address,
  'x-forwarded-host': 'desk.example',
  'x-forwarded-proto': 'https',
});

const signIn = (on: TestApi, key: string, headers: Fields) =>
  askRaw(`${on.url}/login`, {
    method: 'POST',
    body: new URLSearchParams({ key }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
const cookieOf = (set: readonly string[] | undefined) => set?.[0]?.split(';')[0] ?? '';

test('behind a proxy with TLS people sign in, and their cookie is for TLS and this name alone', async () => {
  const reply = await signIn(proxied, proxied.keys.operator, { ...viaProxy(), origin: SITE });
  expect(reply.status).toBe(303);
  expect(reply.headers['set-cookie']?.[0]).toMatch(
    /^__Host-atc_session_\d+=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
  const cookie = cookieOf(reply.headers['set-cookie']);
  const halt = (origin: string) =>
    askRaw(`${proxied.url}/api/trading-state`, {
      method: 'PUT',
      body: JSON.stringify({ state: 'active', reason: 'from the page' }),
      headers: { ...viaProxy(), cookie, origin, 'content-type': 'application/json' },
    });
  expect((await halt(SITE)).status).toBe(200);
  // Somebody on the way who shows a page of the same name without TLS.
  expect((await halt('http://desk.example')).status).toBe(403);
  expect((await halt('https://elsewhere.example')).status).toBe(403);
});

test('a cookie of the same name that was set without TLS is none behind it', async () => {
  const reply = await signIn(proxied, proxied.keys.operator, { ...viaProxy(), origin: SITE });
  const planted = cookieOf(reply.headers['set-cookie']).replace('__Host-', '');
  expect((await askRaw(`${proxied.url}/plain`, { headers: { ...viaProxy(), cookie: planted } })).headers.location).toBe(
    '/login?next=/plain',
  );
});

test('without a trusted proxy nobody’s word for host and TLS is taken', async () => {
  const forged = { ...viaProxy(), origin: SITE };
  expect((await signIn(api, api.keys.operator, forged)).status).toBe(403);
  const plain = await signIn(api, api.keys.operator, { ...viaProxy(), origin: api.url });
  expect(plain.status).toBe(303);
  expect(plain.headers['set-cookie']?.[0]).not.toContain('Secure');
});

test('behind a proxy that is not named, the refusal says which setting is missing', async () => {
  expect((await signIn(api, api.keys.operator, { origin: SITE })).body).toContain('TRUSTED_PROXIES');
});

const floodFrom = async (on: TestApi, headers: (i: number) => Fields) => {
  const statuses: (number | undefined)[] = [];
  for (let i = 0; i < 11; i += 1) statuses.push((await signIn(on, `wrong-${i}`, headers(i))).status);
  return statuses;
};
const REFUSED_TEN = [...Array(10).fill(401), 429];

test('failed sign-ins count for the address that the proxy saw: none evades, none locks others out', async () => {
  const forging = (i: number) => ({ ...viaProxy(`198.51.100.${i}, 203.0.113.66`), origin: SITE });
  expect(await floodFrom(proxied, forging)).toEqual(REFUSED_TEN);
  const other = { ...viaProxy('203.0.113.67'), origin: SITE };
  expect((await signIn(proxied, 'wrong', other)).status).toBe(401);
  expect((await signIn(proxied, proxied.keys.operator, other)).status).toBe(303);
});

test('without a trusted proxy a forged address evades no limit', async () => {
  const fresh = await testApi();
  const forging = (i: number) => ({ 'x-forwarded-for': `198.51.100.${i}`, origin: fresh.url });
  expect(await floodFrom(fresh, forging)).toEqual(REFUSED_TEN);
  await fresh.close();
});

test.each([
  ['of this machine', '127.0.0.1:3000', {}, 200],
  ['localhost', 'localhost:3000', {}, 200],
  ['an address of version six', '[::1]:3000', {}, 200],
  ['a name that is set', 'desk.example', {}, 200],
  ['a stranger’s name that points here', 'rebound.elsewhere.example:3000', {}, 421],
  ['a name that ends like ours', 'not-desk.example', {}, 421],
  ['ours with an account before it', 'localhost@elsewhere.example', {}, 421],
  ['a stranger’s name behind ours', 'rebound.elsewhere.example', { 'x-forwarded-host': 'desk.example' }, 421],
  ['ours, asked of the proxy as a stranger’s', 'localhost', { 'x-forwarded-host': 'elsewhere.example' }, 421],
])('a request for %s is %#', async (...told) => {
  const [, host, headers, status] = told;
  const replies = await Promise.all(
    ['/', '/login', '/docs', '/healthz', '/api/events/stream', '/assets/page.css', '/admin/queues'].map((path) =>
      askRaw(`${proxied.url}${path}`, { method: 'HEAD', headers: { host, ...headers } }),
    ),
  );
  const refused = replies.map((reply) => reply.status === 421);
  expect(refused).toEqual(Array(replies.length).fill(status === 421));
});

test('a name that is not ours is told which setting would make it ours', async () => {
  const reply = await askRaw(`${api.url}/healthz`, { headers: { host: 'desk.example' } });
  expect([reply.status, reply.headers['content-type']]).toEqual([421, 'application/problem+json; charset=utf-8']);
  expect(JSON.parse(reply.body).detail).toBe('this server is not called desk.example: ALLOWED_HOSTS lists its names');
});
