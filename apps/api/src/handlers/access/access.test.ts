import { afterAll, beforeAll, expect, test } from 'vitest';
import { leavesAnOperator } from '../../auth/key.ts';
import { type TestApi, testApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

const named = async (name: string) =>
  (await api.ask('GET /api/keys')).body.items.find((key: { name: string }) => key.name === name);
const held = (id: string, role: 'operator' | 'viewer', endsAt: Date | null = null) => ({ id, role, endsAt });

test('a key is shown once, works from then on, and is nowhere to be read again', async () => {
  const made = await api.ask('POST /api/keys', { body: { name: 'laptop', role: 'viewer' } });
  expect([made.status, Object.keys(made.body)]).toEqual([201, ['key']]);
  const { key } = made.body;
  expect((await api.ask('GET /api/me', { key })).body).toMatchObject({ name: 'laptop', role: 'viewer' });
  const listed = await api.ask('GET /api/keys');
  expect(JSON.stringify(listed.body)).not.toContain(key);
  expect(await named('laptop')).toMatchObject({ prefix: key.slice(0, 15), madeBy: 'operator:anna', own: false });
  expect((await named('anna')).own).toBe(true);
});

test('an answer with a key in it is not kept for who asks again', async () => {
  const headers = { 'idempotency-key': 'once' };
  const body = { name: 'twice', role: 'viewer' };
  expect((await api.ask('POST /api/keys', { body, headers })).status).toBe(400);
  expect(await named('twice')).toBeUndefined();
});

test('a key with an end opens nothing from then on', async () => {
  const endsAt = new Date(Date.now() + 3_600_000).toISOString();
  const { key } = (await api.ask('POST /api/keys', { body: { name: 'guest', role: 'viewer', endsAt } })).body;
  expect((await api.ask('GET /api/me', { key })).status).toBe(200);
  await api.company.ctx.db.apiKey.updateMany({ where: { name: 'guest' }, data: { endsAt: new Date(0) } });
  expect((await api.ask('GET /api/me', { key })).status).toBe(401);
  expect(await named('guest')).toBeUndefined();
  const past = { name: 'late', role: 'viewer', endsAt: new Date(0).toISOString() };
  expect((await api.ask('POST /api/keys', { body: past })).status).toBe(400);
});

test('a revoked key ends at once, and who did it stays written', async () => {
  const { key } = (await api.ask('POST /api/keys', { body: { name: 'gone', role: 'ingest' } })).body;
  const { id } = await named('gone');
  expect((await api.ask(`DELETE /api/keys/${id}`)).body).toEqual({ id });
  expect((await api.ask('POST /api/signals', { key, body: {} })).status).toBe(401);
  expect((await api.ask(`DELETE /api/keys/${id}`)).status).toBe(404);
  expect(await api.company.ctx.db.apiKey.findUnique({ where: { id } })).toMatchObject({ revokedBy: 'operator:anna' });
});

test('the last operator’s key stays, until there is another one without an end', async () => {
  const { id } = await named('anna');
  expect((await api.ask(`DELETE /api/keys/${id}`)).status).toBe(409);
  const endsAt = new Date(Date.now() + 3_600_000).toISOString();
  await api.ask('POST /api/keys', { body: { name: 'for an hour', role: 'operator', endsAt } });
  expect((await api.ask(`DELETE /api/keys/${id}`)).status).toBe(409);
});

test.each([
  { says: 'the only operator', gone: ['a'], others: [held('b', 'viewer')], may: false },
  { says: 'one of two', gone: ['a'], others: [held('b', 'operator')], may: true },
  { says: 'both', gone: ['a', 'b'], others: [held('b', 'operator')], may: false },
  { says: 'a viewer', gone: ['b'], others: [held('b', 'viewer')], may: true },
  { says: 'the one beside one with an end', gone: ['a'], others: [held('b', 'operator', new Date(9e12))], may: false },
])('revoking $says is allowed: $may', ({ gone, others, may }) => {
  const keys = [held('a', 'operator'), ...others];
  const revoked = keys.filter(({ id }) => gone.includes(id));
  expect(leavesAnOperator(keys, revoked)).toBe(may);
});

test('sessions are listed without what opens them, and end at once', async () => {
  const signedIn = await api.ask('POST /login', {
    key: null,
    raw: new URLSearchParams({ key: api.keys.viewer }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: api.url },
  });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const ask = () => api.ask('GET /api/me', { key: null, headers: { cookie } });
  expect((await ask()).status).toBe(200);
  const { items } = (await api.ask('GET /api/sessions')).body;
  expect(items).toMatchObject([{ name: 'vera', role: 'viewer', own: false }]);
  expect(cookie).not.toContain(items[0].id);
  expect((await api.ask(`DELETE /api/sessions/${items[0].id}`)).status).toBe(200);
  expect((await ask()).status).toBe(401);
  expect((await api.ask(`DELETE /api/sessions/${items[0].id}`)).status).toBe(404);
});
