import { afterAll, beforeAll, expect, test } from 'vitest';
import { mintKey } from '../auth/index.ts';
import { type Reply, type TestApi, testApi } from '../testing/test-api.ts';

const LIMIT = 5;

let api: TestApi;
beforeAll(async () => {
  api = await testApi({ requestsPerMinute: LIMIT });
});
afterAll(() => api?.close());

const freshKey = (name: string) => mintKey(api.company.ctx.db, { name, role: 'operator' });

async function askOften(key: string | null, times: number, where = 'GET /api/agents'): Promise<readonly Reply[]> {
  const replies: Reply[] = [];
  for (let i = 0; i < times; i += 1) replies.push(await api.ask(where, { key }));
  return replies;
}
const statuses = (replies: readonly Reply[]) => replies.map(({ status }) => status);

test('who asks too often is told how long to wait', async () => {
  const key = await freshKey('often');
  const replies = await askOften(key, LIMIT + 1);
  expect(statuses(replies)).toEqual([...Array(LIMIT).fill(200), 429]);
  const refused = replies.at(-1);
  expect(refused?.headers.get('content-type')).toContain('application/problem+json');
  const wait = Number(refused?.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
});

test('every answer says what is left', async () => {
  const [first, second] = await askOften(await freshKey('counted'), 2);
  const left = (reply: Reply | undefined) => Number(/;\s*r=(\d+)/.exec(reply?.headers.get('ratelimit') ?? '')?.[1]);
  expect([left(first), left(second)]).toEqual([LIMIT - 1, LIMIT - 2]);
});

test('one key’s haste is not another’s, though both come from one address', async () => {
  const [one, other] = [await freshKey('hasty'), await freshKey('calm')];
  await askOften(one, LIMIT + 3);
  expect(statuses(await askOften(other, 1))).toEqual([200]);
});

test('the limit is of a key over all routes, refusals for its input included', async () => {
  const key = await freshKey('wide');
  await askOften(key, 2, 'GET /api/locks');
  await askOften(key, 2, 'GET /api/proposals?limit=0');
  await askOften(key, 1, 'GET /metrics');
  expect(statuses(await askOften(key, 1))).toEqual([429]);
});

test('what needs no key is not limited by one: a probe goes on hearing that the process lives', async () => {
  expect(new Set(statuses(await askOften(null, LIMIT * 3, 'GET /healthz')))).toEqual(new Set([200]));
});

test('a refused request does nothing', async () => {
  const key = await freshKey('late');
  await askOften(key, LIMIT);
  const posted = await api.ask('POST /api/signals', {
    key,
    body: { source: 'late', token: 'BONK', signalType: 'buy' },
  });
  expect(posted.status).toBe(429);
  expect(await api.company.ctx.db.signal.count({ where: { source: 'late' } })).toBe(0);
});

test('asking for nothing that is there with no key is no attempt at a key', async () => {
  expect(new Set(statuses(await askOften(null, 100, 'GET /api/none')))).toEqual(new Set([404]));
  expect(statuses(await askOften(null, 1))).toEqual([401]);
});

const DOORS = ['/plain', '/scorecard', '/admin/queues', '/admin/queues/api/queues', '/metrics', '/api/events/stream'];

test('a wrong key is counted wherever it is tried, and nowhere does that keep a right one out', async () => {
  const fresh = await testApi();
  const withKey = async (where: string, key: string) => (await fresh.ask(`GET ${where}`, { key })).status;
  for (let i = 0; i < 60; i += 1) expect(await withKey(DOORS[i % DOORS.length] ?? '/plain', `wrong-${i}`)).toBe(401);
  for (const where of DOORS) expect(await withKey(where, 'wrong')).toBe(429);
  for (const where of DOORS.slice(0, 5)) expect(await withKey(where, fresh.keys.operator)).toBe(200);
  await fresh.close();
});

test('pages and queues count for the limit of a key like everything else', async () => {
  const key = await freshKey('reader');
  const asked = [];
  for (const where of ['/plain', '/scorecard', '/admin/queues', '/plain', '/scorecard', '/admin/queues'])
    asked.push((await api.ask(`GET ${where}`, { key })).status);
  expect(asked).toEqual([...Array(LIMIT).fill(200), 429]);
});
