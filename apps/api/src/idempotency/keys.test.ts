import { afterAll, beforeAll, expect, test } from 'vitest';
import { roomyForSignals } from '../testing/roomy.ts';
import { type TestApi, testApi } from '../testing/test-api.ts';
import { forgetOldKeys, type OnceRequest, runOnce } from './index.ts';

let api: TestApi;
let apiKeyId: string;
beforeAll(async () => {
  api = await testApi({ policies: roomyForSignals });
  apiKeyId = (await api.company.ctx.db.apiKey.findFirstOrThrow({ where: { name: 'anna' } })).id;
});
afterAll(() => api?.close());

const signal = (source: string) => ({ source, token: 'BONK', signalType: 'buy' });
const send = (where: string, key: string, body: object = {}) =>
  api.ask(where, { body, headers: { 'idempotency-key': key } });

/** Makes a key look as if it had been taken so long ago; as if its process had died unless it was answered. */
async function age(key: string, interval: string, answered = true): Promise<void> {
  const { db } = api.company.ctx;
  await db.$executeRaw`UPDATE idempotency_keys SET created_at = now() - ${interval}::interval WHERE key = ${key}`;
  if (!answered) await db.$executeRaw`UPDATE idempotency_keys SET status = NULL, response = NULL WHERE key = ${key}`;
}

test('a key that was used at one address is refused at another', async () => {
  await send('POST /api/signals', 'moved', signal('moved'));
  expect(await send('POST /api/roundtables', 'moved', { format: 'watercooler' })).toMatchObject({
    status: 422,
    body: { type: 'urn:company:problem:key_reused' },
  });
});

test('the order of the fields makes another request of it: what is repeated is repeated as it was', async () => {
  await send('POST /api/signals', 'order', { source: 'o', token: 'BONK', signalType: 'buy' });
  const turned = await send('POST /api/signals', 'order', { signalType: 'buy', token: 'BONK', source: 'o' });
  expect(turned.status).toBe(422);
});

test('a refusal is given again as the refusal that it was', async () => {
  await api.ask('POST /api/locks', { body: { token: 'WIF', reason: 'first' } });
  const first = await send('POST /api/locks', 'lock', { token: 'WIF', reason: 'second' });
  const again = await send('POST /api/locks', 'lock', { token: 'WIF', reason: 'second' });
  expect([first.status, again.status]).toEqual([409, 409]);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get('content-type')).toContain('application/problem+json');
  expect(again.headers.get('idempotent-replayed')).toBe('true');
});

test('what may be sent again by its nature needs no key, and keeps none', async () => {
  const body = { state: 'active', reason: 'again' };
  for (const _ of [1, 2]) {
    const reply = await send('PUT /api/trading-state', 'put', body);
    expect([reply.status, reply.headers.get('idempotent-replayed')]).toEqual([200, null]);
  }
  expect(await api.company.ctx.db.idempotencyKey.count({ where: { key: 'put' } })).toBe(0);
});

test('while the first request is under way the second is told to wait', async () => {
  await send('POST /api/signals', 'running', signal('running'));
  await age('running', '1 second', false);
  const second = await send('POST /api/signals', 'running', signal('running'));
  expect(second).toMatchObject({ status: 409, body: { type: 'urn:company:problem:conflict' } });
  expect(second.headers.get('retry-after')).toBe('1');
});

test.each([
  ['30 seconds', 409],
  ['61 seconds', 201],
])('%s after its process died a key gives %i', async (interval, status) => {
  const key = `died-${status}`;
  await send('POST /api/signals', key, signal(key));
  await age(key, interval, false);
  expect((await send('POST /api/signals', key, signal(key))).status).toBe(status);
});

test('a key whose process died is free for the same request only', async () => {
  await send('POST /api/signals', 'mine', signal('mine'));
  await age('mine', '2 minutes', false);
  expect((await send('POST /api/signals', 'mine', signal('another'))).status).toBe(422);
});

test('an answer is kept for a day; then the key may stand for something else', async () => {
  await send('POST /api/signals', 'old', signal('old'));
  await age('old', '23 hours');
  expect((await send('POST /api/signals', 'old', signal('new'))).status).toBe(422);
  await age('old', '25 hours');
  const fresh = await send('POST /api/signals', 'old', signal('new'));
  expect([fresh.status, fresh.headers.get('idempotent-replayed')]).toEqual([201, null]);
});

test('what is older than a day is forgotten, and nothing else', async () => {
  const { db } = api.company.ctx;
  for (const key of ['ancient', 'recent']) await send('POST /api/signals', key, signal(key));
  await age('ancient', '25 hours');
  await forgetOldKeys(db);
  const kept = await db.idempotencyKey.findMany({ where: { key: { in: ['ancient', 'recent'] } } });
  expect(kept.map(({ key }) => key)).toEqual(['recent']);
});

test('a request that fails for a fault of ours gives its key back, so that it can be tried again', async () => {
  const { ctx } = api.company;
  const request: OnceRequest = { apiKeyId, key: 'fault', method: 'POST', path: '/x', body: {} };
  const failing = runOnce(ctx, request, () => Promise.reject(new Error('the disk is full')));
  await expect(failing).rejects.toThrow('the disk is full');
  const answer = { kind: 'answer', status: 200, body: { done: true }, headers: {} } as const;
  expect(await runOnce(ctx, request, async () => answer)).toBe(answer);
  expect(await runOnce(ctx, request, () => Promise.reject(new Error('not again')))).toMatchObject({
    status: 200,
    body: { done: true },
  });
});

test('what is kept of a request is a hash, and of the caller the id of the key', async () => {
  await send('POST /api/signals', 'kept', signal('a-very-secret-source'));
  const row = await api.company.ctx.db.idempotencyKey.findFirstOrThrow({ where: { key: 'kept' } });
  expect(row.bodyHash).toMatch(/^[0-9a-f]{64}$/);
  expect(row.apiKeyId).toBe(apiKeyId);
  expect(JSON.stringify(row)).not.toContain('a-very-secret-source');
});
