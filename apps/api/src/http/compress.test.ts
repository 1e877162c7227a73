import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

interface Got {
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
}

/** Asks over plain HTTP, which unpacks nothing. */
async function get(path: string, accepts?: string, method = 'GET'): Promise<Got> {
  const headers = {
    authorization: `Bearer ${api.keys.viewer}`,
    ...(accepts === undefined ? {} : { 'accept-encoding': accepts }),
  };
  const asked = request(`${api.url}${path}`, { method, headers, agent: false }).end();
  const [answer]: [IncomingMessage] = (await once(asked, 'response')) as [IncomingMessage];
  return { headers: answer.headers, bytes: await buffer(answer) };
}

const LONG = '/api/events/catalogue';

test.each([
  ['br', 'br', brotliDecompressSync],
  ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
  ['br;q=0, gzip', 'gzip', gunzipSync],
] as const)('who accepts %j gets a long answer as %s, with the same bytes in it', async (accepts, way, unpack) => {
  const [small, plain] = [await get(LONG, accepts), await get(LONG)];
  expect(small.headers['content-encoding']).toBe(way);
  expect(small.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(small.headers.vary).toContain('Accept-Encoding');
  expect(unpack(small.bytes).equals(plain.bytes)).toBe(true);
  expect(small.bytes.length).toBeLessThan(plain.bytes.length / 3);
  expect(Number(small.headers['content-length'])).toBe(small.bytes.length);
});

test.each([undefined, 'identity', 'zstd'])('who accepts %j gets it as it is', async (accepts) => {
  const { headers, bytes } = await get(LONG, accepts);
  expect(headers['content-encoding']).toBeUndefined();
  expect(headers.vary).toContain('Accept-Encoding');
  expect(JSON.parse(bytes.toString()).items.length).toBeGreaterThan(10);
});

test.each(['/api/trading-state', '/healthz'])('a short answer stays as it is (%s)', async (path) => {
  expect((await get(path, 'br, gzip')).headers['content-encoding']).toBeUndefined();
});

test.each([
  ['/docs', 'text/html; charset=utf-8'],
  ['/openapi.json', 'application/json; charset=utf-8'],
])('pages and the document are compressed too (%s)', async (path, type) => {
  const { headers, bytes } = await get(path, 'gzip');
  if (bytes.length < 1024 && headers['content-encoding'] === undefined) return;
  expect([headers['content-encoding'], headers['content-type']]).toEqual(['gzip', type]);
});

test('HEAD has no body, and the stream of events is never compressed', async () => {
  expect((await get(LONG, 'br', 'HEAD')).bytes).toHaveLength(0);
  const asked = request(`${api.url}/api/events/stream`, {
    headers: { authorization: `Bearer ${api.keys.viewer}`, 'accept-encoding': 'br, gzip' },
    agent: false,
  }).end();
  const [answer]: [IncomingMessage] = (await once(asked, 'response')) as [IncomingMessage];
  const [first]: [Buffer] = (await once(answer, 'data')) as [Buffer];
  expect(answer.headers['content-encoding']).toBeUndefined();
  expect(first.toString()).toContain('retry: 2000');
  asked.destroy();
});
