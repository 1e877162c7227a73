import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

test('an operator convenes a conversation through the one door, by default on the topic of its format', async () => {
  const posted = await api.ask('POST /api/roundtables', { body: { format: 'watercooler' } });
  expect(posted).toMatchObject({ status: 201, body: { status: 'accepted', missionId: expect.any(String) } });
  const shown = await api.ask(`GET ${posted.headers.get('location')}`);
  expect(shown.body).toMatchObject({ title: 'Watercooler: what nobody asked about', originKind: 'operator' });
});

test.each([
  [{ format: 'desk_review' }, 'format'],
  [{ format: 'debate', topic: '' }, 'topic'],
  [{ format: 'debate', topic: 'x'.repeat(151) }, 'topic'],
])('refuses %j', async (body, path) => {
  expect(await api.ask('POST /api/roundtables', { body })).toMatchObject({ status: 400, body: { errors: [{ path }] } });
});

test('a viewer convenes nothing', async () => {
  const asked = api.ask('POST /api/roundtables', { key: api.keys.viewer, body: { format: 'debate' } });
  expect(await asked).toMatchObject({ status: 403 });
});

test('a conversation that no model spoke in cannot be played again, and an unknown one is missing', async () => {
  const empty = { format: 'watercooler', topic: 'tea', turnsPlanned: 3, temperature: 0.9, naturalKey: 'tea' } as const;
  const { id } = await api.company.ctx.db.roundtable.create({ data: { ...empty, convenedAt: new Date() } });
  const played = api.ask(`GET /api/roundtables/${id}/replay`, { key: api.keys.viewer });
  expect(await played).toMatchObject({ status: 200, body: { turns: [], replayed: 0, same: true } });
  expect(await api.ask(`GET /api/roundtables/${crypto.randomUUID()}/replay`)).toMatchObject({ status: 404 });
});
