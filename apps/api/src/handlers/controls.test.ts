import { MINUTE_MS } from '@atc/core/kernel/time';
import { stepKinds } from '@atc/core/loop/kinds';
import { TEST_START } from '@atc/core/testing';
import { openTrade } from '@atc/core/testing/trades';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());
afterEach(() => setState('active'));

const setState = (state: string, reason = 'a test') => api.ask('PUT /api/trading-state', { body: { state, reason } });
const state = async () => (await api.ask('GET /api/trading-state', { key: api.keys.viewer })).body;
const openPosition = (symbol: string) => openTrade(api.company.ctx, { symbol, price: '2', stop: '1.8' });

test('each change of the trading state is a later epoch, with who made it and why', async () => {
  const { epoch } = await state();
  for (const [i, name] of ['reducing', 'halted', 'active'].entries()) {
    expect((await setState(name, `step ${i}`)).body).toMatchObject({ state: name, epoch: epoch + i + 1, inFlight: [] });
    expect(await state()).toMatchObject({
      state: name,
      epoch: epoch + i + 1,
      reason: `step ${i}`,
      changedBy: 'operator:anna',
    });
  }
});

test('of those who change it at once each is heard, one after the other', async () => {
  const { epoch } = await state();
  const replies = await Promise.all(['halted', 'reducing', 'active', 'halted'].map((name) => setState(name)));
  expect(replies.every(({ status }) => status === 200)).toBe(true);
  const last = await state();
  expect(last.epoch).toBe(Math.max(...replies.map(({ body }) => body.epoch)));
  expect(last.epoch).toBeGreaterThan(epoch);
});

test.each([
  [{ state: 'halted' }, 'reason'],
  [{ state: 'halted', reason: '  ' }, 'reason'],
  [{ reason: 'x' }, 'state'],
  [{ state: 'HALTED', reason: 'x' }, 'state'],
  [{ state: 'halted', reason: 'x', epoch: 3 }, 'epoch'],
])('the state is not changed by %j', async (body, path) => {
  const before = await state();
  const reply = await api.ask('PUT /api/trading-state', { body });
  expect(reply).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  expect(await state()).toEqual(before);
});

test('while the desk only closes a position may be closed, also in parts', async () => {
  const { id } = await openPosition('WIF');
  await setState('reducing');
  const half = await api.ask(`POST /api/positions/${id}/close`, { body: { fraction: 0.5 } });
  expect(half).toMatchObject({ status: 200, body: { status: 'accepted', reasons: [] } });
  const proposal = (await api.ask(`GET /api/proposals/${half.body.proposalId}`)).body;
  expect(proposal).toMatchObject({ fraction: 0.5, missionType: 'exit', exitReason: 'operator', route: 'operator' });
});

test('while the desk stands still an exit is taken in and waits; asked again it is under way already', async () => {
  const { id } = await openPosition('BONK');
  await setState('halted');
  const { body } = await api.ask(`POST /api/positions/${id}/close`);
  expect(body).toMatchObject({ status: 'accepted', reasons: [] });
  const mission = (await api.ask(`GET /api/missions/${body.missionId}`)).body;
  expect(mission.steps).toMatchObject([{ kind: 'close_position', status: 'queued' }]);
  expect((await api.ask(`POST /api/positions/${id}/close`)).status).toBe(409);
});

const addBreaker = (stepKind: (typeof stepKinds)[number], venue: 'paper' | 'jupiter') =>
  api.company.ctx.db.circuitBreaker.create({
    data: {
      key: `${stepKind}:${venue}`,
      stepKind,
      venue,
      state: 'open',
      failures: 4,
      openedCount: 2,
      lastError: 'down',
    },
  });

test('a reset closes the breakers of its step kind at every venue, and no other, and is told', async () => {
  await addBreaker('execute_trade', 'paper');
  await addBreaker('execute_trade', 'jupiter');
  await addBreaker('close_position', 'paper');
  const { items } = (await api.ask('POST /api/breakers/execute_trade/reset')).body;
  expect(items.map(({ key, state }: { key: string; state: string }) => [key, state]).sort()).toEqual([
    ['execute_trade:jupiter', 'closed'],
    ['execute_trade:paper', 'closed'],
  ]);
  const all = (await api.ask('GET /api/breakers')).body.items;
  expect(all).toContainEqual(expect.objectContaining({ key: 'close_position:paper', state: 'open', failures: 4 }));
  expect((await api.ask('GET /plain')).body).toContain('close_position:paper');
});

test('a reset sent again does no harm', async () => {
  const again = await api.ask('POST /api/breakers/execute_trade/reset');
  expect(again).toMatchObject({ status: 200, body: { items: [{ state: 'closed' }, { state: 'closed' }] } });
});

test.each(stepKinds.filter((kind) => kind !== 'execute_trade' && kind !== 'close_position'))(
  'a step kind that never failed has no breaker to reset: %s',
  async (kind) => {
    expect((await api.ask(`POST /api/breakers/${kind}/reset`)).status).toBe(404);
  },
);

test('a lock is in force until its end in company time, and no longer', async () => {
  const made = await api.ask('POST /api/locks', { body: { token: 'SOL', reason: 'news', minutes: 30 } });
  const inForce = async () =>
    (await api.ask('GET /api/locks')).body.items.some(({ id }: { id: string }) => id === made.body.id);
  const after = (minutes: number) => api.company.setTime(new Date(TEST_START.getTime() + minutes * MINUTE_MS));
  await after(29);
  expect(await inForce()).toBe(true);
  await after(31);
  expect(await inForce()).toBe(false);
  expect((await api.ask('POST /api/locks', { body: { token: 'SOL', reason: 'again' } })).status).toBe(201);
});
