import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

test('an operator locks a token, sees it in force with its reason, and lifts it; a viewer may only look', async () => {
  const body = { token: 'BONK', reason: 'a listing is coming', minutes: 90 };
  expect((await api.ask('POST /api/locks', { body, key: api.keys.viewer })).status).toBe(403);
  const made = await api.ask('POST /api/locks', { body });
  expect(made.status).toBe(201);
  expect((await api.ask('POST /api/locks', { body })).status).toBe(409);
  const { items } = (await api.ask('GET /api/locks', { key: api.keys.viewer })).body;
  expect(items).toMatchObject([{ id: made.body.id, kind: 'operator', symbol: 'BONK', reason: 'a listing is coming' }]);
  expect((await api.ask(`DELETE /api/locks/${made.body.id}`, { key: api.keys.viewer })).status).toBe(403);
  expect((await api.ask(`DELETE /api/locks/${made.body.id}`)).body).toMatchObject({ lifted: true });
  expect((await api.ask(`DELETE /api/locks/${made.body.id}`)).body).toMatchObject({ lifted: false });
  expect((await api.ask('GET /api/locks')).body.items).toEqual([]);
});

test('a lock of all entries has no token and, without minutes, no end', async () => {
  await api.ask('POST /api/locks', { body: { reason: 'holidays' } });
  const { items } = (await api.ask('GET /api/locks')).body;
  expect(items).toMatchObject([{ subject: 'company', symbol: null, endsAt: null }]);
});

test.each([
  [{ token: 'NOSUCHTOKEN', reason: 'x' }, 400],
  [{ token: 'BONK' }, 400],
  [{ reason: 'x', minutes: -1 }, 400],
  [{ reason: 'x', until: 'tomorrow' }, 400],
])('a lock like %j is refused', async (body, status) => {
  expect((await api.ask('POST /api/locks', { body })).status).toBe(status);
});

test('a lock that never was is not found', async () => {
  expect((await api.ask('DELETE /api/locks/01890000-0000-7000-8000-000000000000')).status).toBe(404);
});
