import { policyKeys, policySchemas } from '@atc/core/company/policies';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type TestApi, testApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

const read = async (key: string) => (await api.ask(`GET /api/policies/${key}`, { key: api.keys.viewer })).body;
const write = (key: string, ifMatch: string | null, body: object) =>
  api.ask(`PUT /api/policies/${key}`, { body, headers: ifMatch === null ? {} : { 'if-match': ifMatch } });

const keys = Object.keys(policySchemas);

test.each(keys)('%s can be written back as it is read, and is a version further then', async (key) => {
  const { version, value } = await read(key);
  const reply = await write(key, String(version), { value, reason: 'the same again' });
  expect(reply).toMatchObject({ status: 200, body: { version: version + 1, value } });
  expect(reply.headers.get('etag')).toBe(`"${version + 1}"`);
  expect(await read(key)).toMatchObject({ version: version + 1, value });
});

test('the list has every policy, each as it is shown alone', async () => {
  const { items } = (await api.ask('GET /api/policies')).body;
  expect(items.map(({ key }: { key: string }) => key).sort()).toEqual([...keys].sort());
  for (const item of items) expect(await read(item.key)).toMatchObject(item);
});

test.each([
  ['bare', (version: number) => `${version}`],
  ['in quotes', (version: number) => `"${version}"`],
  ['weak', (version: number) => `W/"${version}"`],
  ['with spaces', (version: number) => `  "${version}" `],
])('a version may be written %s', async (_, written) => {
  const { version, value } = await read('trade_limits');
  expect((await write('trade_limits', written(version), { value, reason: 'x' })).status).toBe(200);
});

test.each([null, '*', 'latest', '-1', '1.0', '""', '"1", "2"', '1e1', `"${'9'.repeat(30)}"`])(
  'If-Match: %s names no version, and nothing changes',
  async (ifMatch) => {
    const { version, value } = await read('trade_limits');
    expect(await write('trade_limits', ifMatch, { value, reason: 'x' })).toMatchObject({
      status: 428,
      body: { type: 'urn:company:problem:version_needed' },
    });
    expect((await read('trade_limits')).version).toBe(version);
  },
);

test.each([-1, 1])('a version that is off by %i is stale, and the answer names the one in force', async (off) => {
  const { version, value } = await read('trade_limits');
  const reply = await write('trade_limits', String(version + off), { value, reason: 'x' });
  expect(reply).toMatchObject({ status: 412, body: { detail: `the policy is at version ${version} now` } });
  expect(reply.headers.get('etag')).toBe(`"${version}"`);
});

test('of ten who saw the same version one writes and nine are told', async () => {
  const { version, value, history } = await read('trade_limits');
  const all = Array.from({ length: 10 }, (_, i) => i + 1);
  const replies = await Promise.all(
    all.map((max) =>
      write('trade_limits', String(version), { value: { ...value, max_daily_trades: max }, reason: `to ${max}` }),
    ),
  );
  expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(412)]);
  const after = await read('trade_limits');
  const winner = replies.findIndex(({ status }) => status === 200) + 1;
  expect(after).toMatchObject({ version: version + 1, value: { max_daily_trades: winner } });
  expect(after.history).toHaveLength(history.length + 1);
  expect(after.history[0]).toMatchObject({ version: version + 1, reason: `to ${winner}`, changedBy: 'operator:anna' });
});

test.each([
  [{}, 'reason'],
  [{ reason: '' }, 'reason'],
  [{ reason: '   ' }, 'reason'],
  [{ reason: 'x'.repeat(501) }, 'reason'],
  [{ reason: 'x', value: null }, 'value'],
  [{ reason: 'x', value: [] }, 'value'],
  [{ reason: 'x', version: 3 }, 'version'],
])('a replacement with %j is refused', async (change, path) => {
  const { version, value } = await read('trade_limits');
  const reply = await write('trade_limits', String(version), { value, ...change });
  expect(reply.status).toBe(400);
  expect(reply.body.errors.map((error: { path: string }) => error.path)).toContain(path);
});

test('a part of a policy is no policy: what is left out is not kept', async () => {
  const { version, value } = await read('trade_limits');
  const { max_daily_trades: _, ...rest } = value;
  expect(await write('trade_limits', String(version), { value: rest, reason: 'x' })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'value.max_daily_trades' }] },
  });
});

test('a change is told with who made it and why', async () => {
  const { version, value } = await read('company');
  await write('company', String(version), { value, reason: 'we moved' });
  const told = await api.company.ctx.db.event.findFirstOrThrow({
    where: { kind: 'policy.changed' },
    orderBy: { id: 'desc' },
  });
  expect(told.fields).toEqual({ key: 'company', version: version + 1, changedBy: 'operator:anna' });
  expect(told.summary).toContain('we moved');
});

test.each([...policyKeys])(
  '%s tells the schema of its value, which takes the stored one and no other field',
  async (key) => {
    const { body } = await api.ask(`GET /api/policies/${key}`, { key: api.keys.viewer });
    const checker = z.fromJSONSchema(body.schema);
    expect(checker.safeParse(body.value).error).toBeUndefined();
    expect(checker.safeParse({ ...body.value, colour: 'red' }).success).toBe(false);
  },
);

test('a schema has the bounds that a form needs', async () => {
  const { schema } = (await api.ask('GET /api/policies/trade_limits')).body;
  expect(schema.properties.min_confidence).toMatchObject({ type: 'number', minimum: 0, maximum: 1 });
  expect(schema.properties.max_daily_trades).toMatchObject({ type: 'integer', minimum: 0, maximum: 1_000_000 });
  expect(schema.required).toContain('max_open_positions');
  expect(schema.required).not.toContain('max_daily_posted_analyses');
});
