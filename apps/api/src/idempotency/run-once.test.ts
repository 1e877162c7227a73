import { newId } from '@atc/core/kernel/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

const post = (key: string, source: string, path = '/api/signals') =>
  api.ask(`POST ${path}`, { body: { source, token: 'BONK', signalType: 'buy' }, headers: { 'idempotency-key': key } });

test('the same key and body give the first answer again, and do nothing', async () => {
  const first = await post('a', 'one');
  const again = await post('a', 'one');
  expect(again.body).toEqual(first.body);
  expect([again.status, again.headers.get('idempotent-replayed'), again.headers.get('location')]).toEqual([
    201,
    'true',
    first.headers.get('location'),
  ]);
  expect(await api.company.ctx.db.signal.count({ where: { source: 'one' } })).toBe(1);
});

test('the same key with another body is 422', async () => {
  await post('b', 'two');
  expect((await post('b', 'three')).status).toBe(422);
});

test('a key is a caller’s own', async () => {
  await post('c', 'four');
  const other = await api.ask('POST /api/signals', {
    key: api.keys.ingest,
    body: { source: 'five', token: 'BONK', signalType: 'buy' },
    headers: { 'idempotency-key': 'c' },
  });
  expect(other.status).toBe(201);
});

test('of twenty at once one acts; the others hear its answer or are told to wait', async () => {
  const key = newId();
  const replies = await Promise.all(Array.from({ length: 20 }, () => post(key, 'burst')));
  expect(replies.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
  expect(await api.company.ctx.db.signal.count({ where: { source: 'burst' } })).toBe(1);
});

test('what was refused for its form uses up no key', async () => {
  expect((await api.ask('POST /api/signals', { body: {}, headers: { 'idempotency-key': 'd' } })).status).toBe(400);
  expect((await post('d', 'six')).status).toBe(201);
});

test.each(['x'.repeat(201), 'with space'])('the key %j is refused', async (key) => {
  expect((await post(key, 'seven')).status).toBe(400);
});
