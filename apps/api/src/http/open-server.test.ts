import { afterAll, beforeAll, expect, test } from 'vitest';
import { speakTo } from '../testing/ask-raw.ts';
import { type TestApi, testApi } from '../testing/test-api.ts';
import { unreadProblem } from './open-server.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

const AT = 'Host: localhost\r\n';

test('what Node refuses by itself is answered with a problem too', async () => {
  for (const [bytes, status] of [
    [`GET / HTTP/1.1\r\n${AT}X: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['rubbish\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\n${AT}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`, 400],
    [`GET /\u0000 HTTP/1.1\r\n${AT}\r\n`, 400],
    ['GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\n${AT}Expect: miracles\r\nConnection: close\r\n\r\n`, 417],
    ['CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n', 405],
  ] as const) {
    const said = await speakTo(api.url, bytes);
    const [head = '', body = ''] = said.split('\r\n\r\n');
    expect(head, bytes.slice(0, 60)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head.toLowerCase()).toContain('content-type: application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ status, type: expect.stringContaining('urn:company:problem:') });
  }
  expect((await api.ask('GET /healthz')).status).toBe(200);
});

test.each([
  ['HPE_HEADER_OVERFLOW', 431],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413],
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
  ['HPE_INVALID_METHOD', 400],
  [null, 400],
])('the error %s is %i', (code, status) => {
  expect(unreadProblem(code)).toMatchObject({ status, body: { status } });
});

test('into an answer that is under way no refusal is written', async () => {
  const stream = `GET /api/events/stream HTTP/1.1\r\n${AT}Authorization: Bearer ${api.keys.viewer}\r\n\r\n`;
  const said = await speakTo(api.url, stream, 'rubbish\r\n\r\n');
  expect(said).toMatch(/^HTTP\/1.1 200 /);
  expect(said).not.toContain('urn:company:problem');
});
