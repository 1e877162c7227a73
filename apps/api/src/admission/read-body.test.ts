import { connect } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../testing/test-api.ts';

const CRON = 'c'.repeat(32);
let api: TestApi;
beforeAll(async () => {
  api = await testApi({ config: { CRON_SECRET: CRON } });
});
afterAll(() => api?.close());

const signal = { source: 'bodies', token: 'BONK', signalType: 'buy' };
const text = JSON.stringify(signal);

async function post(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
  path = '/api/signals',
) {
  const answer = await fetch(`${api.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${api.keys.operator}`, 'content-type': 'application/json', ...headers },
    body,
  });
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    body: (await answer.json()) as { readonly id?: string },
  };
}

const bytes = (buffer: Buffer) => new Uint8Array(buffer);

test.each([
  ['plain', bytes(Buffer.from(text)), {}, 201],
  ['with its charset named', bytes(Buffer.from(text)), { 'content-type': 'application/json; charset=utf-8' }, 201],
  ['gzipped', bytes(gzipSync(text)), { 'content-encoding': 'gzip' }, 201],
  ['gzipped to nothing of what it is', bytes(gzipSync(' '.repeat(5_000_000))), { 'content-encoding': 'gzip' }, 413],
  ['said to be gzipped', bytes(Buffer.from(text)), { 'content-encoding': 'gzip' }, 400],
  ['compressed in another way', bytes(brotliCompressSync(text)), { 'content-encoding': 'x-own' }, 415],
  ['in Latin letters', bytes(Buffer.from(text, 'latin1')), { 'content-type': 'application/json; charset=latin1' }, 415],
  ['a form', 'source=x&token=BONK', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['JSON that calls itself text', text, { 'content-type': 'text/plain' }, 415],
  ['JSON of another kind', text, { 'content-type': 'application/vnd.api+json' }, 415],
  ['JSON of no kind', bytes(Buffer.from(text)), { 'content-type': '' }, 415],
] as const)('a body that is %s: %#', async (...told) => {
  const [, body, headers, status] = told;
  const reply = await post(body, headers);
  expect(reply.status).toBe(status);
  if (status >= 400) expect(reply.type).toBe('application/problem+json; charset=utf-8');
});

test('a body with its length only at its end is judged like any other', async () => {
  const send = (body: string, type: string) =>
    fetch(`${api.url}/api/signals`, {
      method: 'POST',
      headers: { authorization: `Bearer ${api.keys.operator}`, 'content-type': type },
      body: new Blob([body]).stream(),
      duplex: 'half',
    } as RequestInit);
  expect((await send(text, 'application/json')).status).toBe(201);
  expect((await send(text, 'text/plain')).status).toBe(415);
});

test('names of the prototype are fields like any other: unknown', async () => {
  for (const name of ['__proto__', 'constructor', 'toString']) {
    const reply = await post(`{"source":"p","token":"BONK","signalType":"buy","${name}":{"admin":true}}`, {});
    expect([name, reply.status]).toEqual([name, 400]);
  }
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
});

test('of a field that comes twice the last is meant, as everywhere in JSON', async () => {
  const reply = await post('{"source":"first","source":"twice","token":"BONK","signalType":"buy"}', {});
  expect((await api.ask(`GET /api/signals/${reply.body.id}`)).body.source).toContain('twice');
});

test('what nobody may send is not even read', async () => {
  const reply = await api.ask('POST /api/transfers', { key: api.keys.viewer, raw: '{"broken' });
  expect(reply.status).toBe(403);
  expect((await api.ask('POST /api/transfers', { key: null, raw: '{"broken' })).status).toBe(401);
});

test('a route that takes no body takes none', async () => {
  expect((await api.ask('POST /api/heartbeat', { key: CRON, body: { force: true } })).status).toBe(400);
  expect((await api.ask('POST /api/heartbeat', { key: CRON, headers: { 'idempotency-key': 'beat' } })).status).toBe(
    200,
  );
});

test('a client that goes away in the middle of its body leaves nothing behind', async () => {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  const head =
    'POST /api/signals HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ' +
    `${api.keys.operator}\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n`;
  await new Promise<void>((done) => socket.write(`${head}{"source":"half`, () => done()));
  socket.destroy();
  expect((await api.ask('GET /healthz')).status).toBe(200);
  expect(await api.company.ctx.db.signal.count({ where: { source: { contains: 'half' } } })).toBe(0);
});

/** The status of a request whose path is sent as it is written. */
async function statusOf(path: string): Promise<number> {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  let answer = '';
  for await (const part of socket) answer += part;
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
}

test.each([
  '/assets/../app.ts',
  '/assets/..%2fapp.ts',
  '/assets/%2e%2e/app.ts',
  '/assets/..%5capp.ts',
  '/assets/%00',
  '/assets/',
  '/assets/nothing.css',
  '/assets/page.css%00.js',
  '//etc/passwd',
])('nothing but the assets can be had by %s', async (path) => {
  expect([400, 403, 404]).toContain(await statusOf(path));
});

test.each([
  '/admin/queues',
  '/ADMIN/QUEUES',
  '/admin/queues/',
  '/admin/queues/api/queues',
  '/Admin/Queues/api/queues',
  '/admin/queues/static/../api/queues',
  '//admin/queues',
  '/admin//queues/api/queues',
  '/admin/%71ueues/api/queues',
])('however it is written, %s is not open to strangers', async (path) => {
  expect([303, 400, 401, 404]).toContain(await statusOf(path));
});

test.each([
  ['a range beyond its end', { range: 'bytes=99999999-' }],
  ['another version of it', { 'if-match': '"another"' }],
  ['one that was not touched since long ago', { 'if-unmodified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' }],
])('of a file %s is nobody’s fault here', async (_, headers) => {
  for (const path of ['/assets/page.css', '/admin/queues/static/favicon.ico']) {
    const { status } = await api.ask(`GET ${path}`, { headers });
    expect(status).toBeLessThan(500);
  }
});
