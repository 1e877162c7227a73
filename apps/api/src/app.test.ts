import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes } from './routes.ts';
import { queryOf } from './testing/route-samples.ts';
import { type TestApi, testApi } from './testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi({ config: { CRON_SECRET: 'c'.repeat(32) }, badKeysPerMinute: 1000 });
});
afterAll(() => api?.close());

const NOBODY = '00000000-0000-7000-8000-000000000000';
const at = (path: string) =>
  path
    .replace('{id}', path.includes('agents') ? 'atlas' : NOBODY)
    .replace('{key}', 'company')
    .replace('{stepKind}', 'execute_trade');
const bare = routes
  .filter(({ role }) => role !== 'none')
  .map(({ method, path }) => `${method.toUpperCase()} ${at(path)}`);

test.each(bare)('%s without a key is 401', async (where) => {
  const reply = await api.ask(where, { key: null });
  expect(reply).toMatchObject({ status: 401, body: { status: 401, title: 'A key is needed' } });
  expect(reply.headers.get('content-type')).toContain('application/problem+json');
});

test('an unknown key is 401', async () => {
  expect((await api.ask('GET /api/signals', { key: 'atc_viewer_nonsense' })).status).toBe(401);
});

const forOperators = routes
  .filter(({ role }) => role === 'operator')
  .map(({ method, path }) => `${method.toUpperCase()} ${at(path)}`);

test.each(forOperators)('%s is 403 for a viewer', async (where) => {
  const body = where.startsWith('GET') ? {} : { body: {} };
  expect((await api.ask(where, { key: api.keys.viewer, ...body })).status).toBe(403);
});

test('a key that posts signals may not read', async () => {
  expect((await api.ask('GET /api/signals', { key: api.keys.ingest })).status).toBe(403);
});

const lists = routes.filter(
  ({ method, path, role }) => method === 'get' && role === 'viewer' && !/\{|stream|metrics/.test(path),
);

test.each(lists.map((route) => [route.path, route] as const))(
  'GET %s answers as its schema says',
  async (path, route) => {
    const reply = await api.ask(`GET ${path}${queryOf(route)}`, { key: api.keys.viewer });
    expect(reply.status).toBe(200);
    expect('check' in route.does && route.does.response.safeParse(reply.body).error).toBeUndefined();
  },
);

const single = routes
  .filter(({ method, path }) => method === 'get' && path.includes('{id}') && !path.includes('agents'))
  .map(({ path }) => path);

test.each(single)('GET %s of an unknown id is 404', async (path) => {
  expect((await api.ask(`GET ${at(path)}`)).status).toBe(404);
  expect((await api.ask(`GET ${path.replace('{id}', 'no-id-at-all')}`)).status).toBe(404);
});

test.each([
  ['GET /api/nothing', 404],
  ['GET /nothing', 404],
  ['DELETE /api/signals', 405],
  ['POST /healthz', 405],
])('%s is %i', async (where, status) => {
  expect(await api.ask(where)).toMatchObject({ status, body: { status } });
});

test('a method that is not allowed names those that are', async () => {
  expect((await api.ask('DELETE /api/signals')).headers.get('allow')).toBe('POST, GET, HEAD');
});

test.each([
  ['limit=0'],
  ['limit=201'],
  ['limit=ten'],
  ['limit=-1'],
  ['limit=NaN'],
  ['cursor=rubbish'],
  ['cursor=WyJ4IiwieSJd'],
  ['status=unheard'],
  ['colour=red'],
  ['limit=1&limit=2'],
])('a list refuses ?%s', async (query) => {
  expect(await api.ask(`GET /api/proposals?${query}`)).toMatchObject({
    status: 400,
    body: { errors: [{ path: expect.any(String) }] },
  });
});

test.each([
  ['malformed', '{"source": ', 400],
  ['NaN', '{"source":"s","token":"BONK","signalType":"buy","confidence":NaN}', 400],
  ['a bare text', '"signal"', 400],
  ['a list', '[]', 400],
  ['null', 'null', 400],
  ['empty', '', 400],
])('a body that is %s is refused', async (_, raw, status) => {
  expect((await api.ask('POST /api/signals', { raw })).status).toBe(status);
});

const nested = (levels: number) => `{"reason":"x","value":${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}}`;
test.each([
  ['POST /api/signals', '{"source":"s","token":"BONK","signalType":"buy","metadata":{"x":"\\u0000"}}', 'metadata.x'],
  ['POST /api/signals', '{"source":"s","token":"BONK","signalType":"buy","metadata":{"\\u0000":1}}', 'metadata'],
  ['POST /api/signals', '{"source":"\\ud800","token":"BONK","signalType":"buy"}', 'source'],
  ['PUT /api/trading-state', '{"state":"active","reason":"a\\u0000b"}', 'reason'],
  ['PUT /api/policies/company', nested(40), 'value.a'],
  ['PUT /api/policies/company', nested(15_000), 'value.a'],
])('%s with %.80s, which no database could keep, is refused with where it stands', async (where, raw, path) => {
  expect(await api.ask(where, { raw, headers: { 'if-match': '1' } })).toMatchObject({
    status: 400,
    body: { errors: [{ path }] },
  });
});

test.each(['/api/policies/%00', '/api/triggers/a%00b', '/api/agents/%00'])('nothing is at %s', async (path) => {
  expect((await api.ask(`GET ${path}`)).status).toBe(404);
});

test('a body of a megabyte is 413', async () => {
  expect((await api.ask('POST /api/signals', { body: { source: 'x'.repeat(1_000_000) } })).status).toBe(413);
});

test('a body of another type is 415', async () => {
  expect(
    (await api.ask('POST /api/signals', { raw: 'source=x', headers: { 'content-type': 'text/plain' } })).status,
  ).toBe(415);
});

test('health needs no key', async () => {
  expect(await api.ask('GET /healthz', { key: null })).toMatchObject({ status: 200, body: { status: 'ok' } });
  expect(await api.ask('GET /readyz', { key: null })).toMatchObject({
    status: 200,
    body: { status: 'ready', database: 'up', queues: 'up' },
  });
});

test('metrics count requests by route and tell the equity', async () => {
  await api.ask('GET /api/portfolio');
  const { body } = await api.ask('GET /metrics', { key: api.keys.viewer });
  expect(body).toContain('company_equity_usd 1000');
  expect(body).toMatch(/company_http_requests_total\{method="GET",route="\/api\/portfolio",status="200"\} \d/);
  expect(body).toContain('le="+Inf"');
});

test('answers carry the headers that protect a browser', async () => {
  const { headers } = await api.ask('GET /docs', { key: null });
  expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-powered-by')).toBeNull();
});
