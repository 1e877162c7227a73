import { type MadeTrade, openTrade } from '@atc/core/testing/trades';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type KeyRole, mintKey } from './auth/index.ts';
import { problemBody } from './http/index.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';
import { roomyForSignals } from './testing/roomy.ts';
import { bodies, bodyOf, whereOf } from './testing/route-samples.ts';
import { type Reply, type TestApi, testApi } from './testing/test-api.ts';

const CRON = 'c'.repeat(32);
/** This file asks with wrong keys at each route. */
const PATIENT = { requestsPerMinute: 100_000, badKeysPerMinute: 1000 };
let api: TestApi;
let held: MadeTrade;
let keys: Readonly<Record<KeyRole | 'cron', string>>;
beforeAll(async () => {
  api = await testApi({ config: { CRON_SECRET: CRON }, policies: roomyForSignals, ...PATIENT });
  held = await openTrade(api.company.ctx, { symbol: 'SOL', price: '200', stop: '180' });
  const subscriber = await mintKey(api.company.ctx.db, { name: 'sue', role: 'subscriber' });
  keys = { ...api.keys, subscriber, cron: CRON };
});
afterAll(() => api?.close());

const named = routes.map((route) => [whereOf(route), route] as const);
const guarded = named.filter(([, { role, path }]) => role !== 'none' && !path.endsWith('/stream'));
const writing = named.filter(([, { method }]) => method !== 'get');

/** Who may do what. */
const mayBe: Readonly<Record<Route['role'], readonly (keyof typeof keys)[]>> = {
  none: [],
  viewer: ['viewer', 'operator'],
  ingest: ['ingest', 'operator'],
  operator: ['operator'],
  cron: ['cron'],
};

function expectProblem(reply: Reply, status: number): void {
  expect(reply.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(problemBody.safeParse(reply.body).error).toBeUndefined();
  expect([reply.status, reply.body.status]).toEqual([status, status]);
}

test('every body of the samples is of a route', () => {
  const there = routes.map(({ method, path }) => `${method} ${path}`);
  expect(Object.keys(bodies).filter((name) => !there.includes(name))).toEqual([]);
});

test.each(guarded)('%s is open to the roles that it names and to no other', async (where, route) => {
  for (const role of ['operator', 'viewer', 'ingest', 'subscriber', 'cron'] as const) {
    const body = route.method === 'get' ? undefined : bodyOf(route);
    const reply = await api.ask(where, { key: keys[role], ...(body ? { body } : {}) });
    if (mayBe[route.role].includes(role)) expect([401, 403]).not.toContain(reply.status);
    else expectProblem(reply, 403);
  }
});

test.each(guarded)('%s refuses a key that nobody has', async (where) => {
  const reply = await api.ask(where, { key: 'atc_operator_made-up' });
  expectProblem(reply, 401);
  expect(reply.headers.get('www-authenticate')).toBe('Bearer');
});

test.each([['Basic b3BlcmF0b3I6eA=='], ['Bearer'], ['Bearer a b'], [`${'Token'} x`]])(
  'the authorization %j is refused, not ignored',
  async (authorization) => {
    expectProblem(await api.ask('GET /api/agents', { key: null, headers: { authorization } }), 401);
  },
);

const json = named.filter(([, { does, method }]) => 'check' in does && method === 'get');
test.each(json)('%s refuses a query that it does not know, and names it', async (where, { role }) => {
  const reply = await api.ask(`${where}?colour=red`, { key: role === 'cron' ? CRON : keys.operator });
  expectProblem(reply, 400);
  expect(reply.body.errors).toContainEqual({ path: 'colour', message: 'unknown field' });
});

test.each(writing)('%s refuses a field that it does not know, and names it', async (where, route) => {
  const body = { ...bodyOf(route), colour: 'red' };
  const key = route.role === 'cron' ? CRON : keys.operator;
  const reply = await api.ask(where, { key, body, headers: { 'if-match': '1' } });
  expectProblem(reply, 400);
  expect(reply.body.errors).toContainEqual({ path: 'colour', message: 'unknown field' });
});

const takers = named.filter(([, route]) => bodyOf(route) !== undefined);
test.each(takers)('%s refuses a body that is not JSON, before it does anything', async (where) => {
  const headers = { 'if-match': '1' };
  expectProblem(await api.ask(where, { raw: '{"a":', headers }), 400);
  expectProblem(await api.ask(where, { raw: 'a=1', headers: { ...headers, 'content-type': 'text/plain' } }), 415);
  expectProblem(await api.ask(where, { raw: `"${'x'.repeat(110_000)}"`, headers }), 413);
});

test.each(takers.filter(([, { path }]) => !path.includes('{')))(
  '%s takes the sample of its body',
  async (where, route) => {
    // 409: it was sent before, by the tests above.
    expect([200, 201, 409]).toContain((await api.ask(where, { body: bodyOf(route) })).status);
  },
);

const nasty: readonly unknown[] = [
  null,
  '',
  ' ',
  'x'.repeat(20_000),
  '🚀'.repeat(200),
  "'; DROP TABLE ops_signals; --",
  '-0',
  '1e400',
  '9'.repeat(12),
  '9'.repeat(20),
  '9'.repeat(30),
  `${'9'.repeat(20)}.${'9'.repeat(18)}`,
  `0.${'0'.repeat(40)}1`,
  0,
  -1,
  1e308,
  Number.MIN_VALUE,
  Number.MAX_SAFE_INTEGER,
  true,
  [],
  [[]],
  ['x', null],
  {},
  { $where: 'sleep(1000)' },
  { constructor: { prototype: { admin: true } } },
];

test.each(takers)('%s never fails for what stands in its fields', async (_, route) => {
  const where = whereOf(route, held.id);
  const whole = bodyOf(route) ?? {};
  const tries = Object.keys(whole).flatMap((field) => nasty.map((value) => ({ ...whole, [field]: value })));
  const failed = [];
  for (const body of tries) {
    const reply = await api.ask(where, { body, headers: { 'if-match': '1' } });
    expect(reply.status).not.toBe(429);
    if (reply.status >= 500) failed.push([body, reply.body]);
    else if (reply.status >= 400) expectProblem(reply, reply.status);
  }
  expect(failed).toEqual([]);
});

const paths = [...Map.groupBy(routes, ({ path }) => path)];
test.each(paths)('%s names the methods that it has, and refuses the others', async (path, there) => {
  const [, address = ''] = whereOf({ method: 'get', path }).split(' ');
  const has = there.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
  const options = await api.ask(`OPTIONS ${address}`, { key: null });
  expect([options.status, options.headers.get('allow')?.split(', ').sort()]).toEqual([204, [...has].sort()]);
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'].filter((other) => !has.includes(other))) {
    const reply = await api.ask(`${method} ${address}`);
    expectProblem(reply, 405);
    expect(reply.headers.get('allow')).toBe(options.headers.get('allow'));
  }
});

test('HEAD answers as GET does, without a body', async () => {
  expect(await api.ask('HEAD /api/portfolio')).toMatchObject({ status: 200, body: '' });
  expect((await api.ask('HEAD /api/portfolio', { key: null })).status).toBe(401);
});

test.each(['/api', '/api/', '/api/signals/a/b', '/api/users', '/%2e%2e/etc/passwd', '/assets/../app.ts'])(
  'nothing is at %s',
  async (path) => {
    expectProblem(await api.ask(`GET ${path}`), 404);
  },
);

test('an address that cannot be decoded is the client’s fault', async () => {
  expectProblem(await api.ask('GET /api/signals/%E0%A4%A'), 400);
});
