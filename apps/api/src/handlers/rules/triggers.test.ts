import { MINUTE_MS } from '@atc/core/kernel/time';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lossCutter } from '../../testing/loss-cutter.ts';
import { type TestApi, testApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

const rule = (changes: object = {}) => ({ ...lossCutter, ...changes });

test('an operator adds a rule without code, and changes it', async () => {
  const posted = await api.ask('POST /api/triggers', { body: rule() });
  expect(posted).toMatchObject({ status: 201, body: { version: 1, fireCount: 0, lastFiring: null, firings: [] } });
  expect(posted.headers.get('location')).toBe('/api/triggers/cut_the_losers');
  const changed = await api.ask('PATCH /api/triggers/cut_the_losers', { body: { enabled: false, cooldownMinutes: 5 } });
  expect(changed).toMatchObject({ status: 200, body: { version: 2, enabled: false, cooldownMinutes: 5 } });
  const told = await api.company.ctx.db.event.findMany({ where: { kind: 'rule.changed' }, orderBy: { id: 'asc' } });
  expect(told.map(({ fields }) => fields)).toMatchObject([
    { rule: 'cut_the_losers', what: 'added', changedBy: 'operator:anna' },
    { what: 'enabled, cooldownMinutes', version: 2 },
  ]);
});

test('a name is taken once', async () => {
  const body = rule({ name: 'taken_name' });
  const [one, other] = await Promise.all([
    api.ask('POST /api/triggers', { body }),
    api.ask('POST /api/triggers', { body }),
  ]);
  expect([one.status, other.status].sort()).toEqual([201, 409]);
});

test.each([
  [{ triggerEvent: 'no.such' }, 'triggerEvent'],
  [{ conditions: { $where: 'process.exit()' } }, 'conditions'],
  [{ conditions: { 'fields.nope': 1 } }, 'conditions'],
  [{ action: { targetAgent: 'sage', task: 'juggle' } }, 'action.task'],
  [{ action: { targetAgent: 'nobody', task: 'scan' } }, 'action.targetAgent'],
  [{ cooldownMinutes: -1 }, 'cooldownMinutes'],
  [{ name: 'No Spaces' }, 'name'],
  [{ code: 'x' }, 'code'],
])('refuses a rule with %j', async (change, path) => {
  const reply = await api.ask('POST /api/triggers', { body: rule({ name: 'refused', ...change }) });
  expect(reply).toMatchObject({ status: 400, body: { errors: [{ path }] } });
});

test('a change is refused for what a new rule would be refused for', async () => {
  const patch = (body: object, name = 'signal_high_confidence') => api.ask(`PATCH /api/triggers/${name}`, { body });
  expect((await patch({ conditions: { 'fields.confidence': { $regex: '.' } } })).status).toBe(400);
  expect((await patch({ schedule: { everyMinutes: 5 } })).status).toBe(400);
  expect((await patch({})).status).toBe(400);
  expect((await patch({ name: 'other' })).status).toBe(400);
  expect((await patch({ enabled: false }, 'no_such_rule')).status).toBe(404);
  expect((await patch({ conditions: { 'fields.confidence': { $gt: 0.85 } } })).status).toBe(200);
});

test('a shorter schedule brings the next turn nearer', async () => {
  const { db, clock } = api.company.ctx;
  const far = new Date(clock.now().getTime() + 30 * MINUTE_MS);
  await db.triggerRule.update({ where: { name: 'proactive_scan_signals' }, data: { nextDueAt: far } });
  const { body } = await api.ask('PATCH /api/triggers/proactive_scan_signals', {
    body: { schedule: { everyMinutes: 5 } },
  });
  expect(body.nextDueAt).toBe(new Date(clock.now().getTime() + 5 * MINUTE_MS).toISOString());
});

test('only an operator writes rules', async () => {
  const { viewer } = api.keys;
  expect((await api.ask('POST /api/triggers', { key: viewer, body: rule({ name: 'x1' }) })).status).toBe(403);
  expect(
    (await api.ask('PATCH /api/triggers/signal_high_confidence', { key: viewer, body: { enabled: false } })).status,
  ).toBe(403);
  expect((await api.ask('GET /api/triggers', { key: viewer })).body.items.length).toBeGreaterThanOrEqual(12);
});

test('the event catalogue says what a rule can be written against', async () => {
  const { items } = (await api.ask('GET /api/events/catalogue', { key: api.keys.viewer })).body;
  expect(items).toContainEqual(
    expect.objectContaining({
      kind: 'trade.closed',
      author: 'scout',
      tags: ['trade', 'closed'],
      moreTags: expect.objectContaining({ big_loss: expect.any(String) }),
      actionable: true,
    }),
  );
});

test('the fields of each kind come as a JSON schema, which an event of it keeps', async () => {
  const { items } = (await api.ask('GET /api/events/catalogue', { key: api.keys.viewer })).body;
  const { fields } = items.find(({ kind }: { kind: string }) => kind === 'protection.locked');
  expect(fields).toEqual({
    type: 'object',
    properties: {
      kind: { type: 'string' },
      subject: { type: 'string', description: 'company or an instrument' },
      until: {
        description: 'null: until it is lifted',
        anyOf: [{ type: 'string', format: 'date-time', description: 'null: until it is lifted' }, { type: 'null' }],
      },
    },
    required: ['kind', 'subject', 'until'],
    additionalProperties: false,
  });
});
