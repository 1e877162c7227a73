import { newId } from '@atc/core/kernel/db';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
  const { version, value } = (await api.ask('GET /api/policies/auto_approve')).body;
  await api.ask('PUT /api/policies/auto_approve', {
    headers: { 'if-match': String(version) },
    body: { value: { ...value, enabled: false }, reason: 'by hand' },
  });
});
afterAll(() => api?.close());

afterEach(async () => {
  await setState('active');
  const { items } = (await api.ask('GET /api/locks')).body;
  for (const { id } of items) await api.ask(`DELETE /api/locks/${id}`);
  for (const { id } of (await api.ask('GET /api/proposals?status=pending')).body.items) await decide(id, 'reject');
});

const setState = (state: string) => api.ask('PUT /api/trading-state', { body: { state, reason: 'a test' } });
const decide = (id: string, decision: string, reason = 'because') =>
  api.ask(`POST /api/proposals/${id}/${decision}`, { body: { reason } });
const show = async (id: string) => (await api.ask(`GET /api/proposals/${id}`)).body;

/** A strong signal as its analysis left it. */
async function strongSignal(token: string): Promise<string> {
  const { body } = await api.ask('POST /api/signals', { body: { source: newId(), token, signalType: 'buy' } });
  await api.company.ctx.db.signal.update({ where: { id: body.id }, data: { status: 'analyzed', confidence: 0.9 } });
  return body.id;
}

/** An entry that its gates let pass and that waits for an operator. */
async function pendingEntry(token = 'BONK', stopLoss = '0.000018'): Promise<string> {
  const posted = await api.ask('POST /api/proposals', {
    body: {
      title: `Buy ${token}`,
      missionType: 'entry',
      token,
      signalId: await strongSignal(token),
      stopLoss,
      sizeUsd: '20',
      steps: ['calculate_risk', 'execute_trade', 'monitor_position'].map((kind) => ({ kind, payload: {} })),
    },
  });
  expect(posted).toMatchObject({ status: 201, body: { status: 'pending', reasons: [], missionId: null } });
  return posted.body.proposalId;
}

test('an approved entry has its mission, who approved it and why', async () => {
  const id = await pendingEntry();
  expect(await decide(id, 'approve', 'looks good')).toMatchObject({
    status: 200,
    body: { status: 'accepted', resolvedBy: 'operator:anna', missionId: expect.any(String) },
  });
  const { missionId, resolution } = await show(id);
  expect(resolution).toBe('looks good');
  const { steps } = (await api.ask(`GET /api/missions/${missionId}`)).body;
  expect(steps.map(({ kind }: { kind: string }) => kind)).toEqual([
    'calculate_risk',
    'execute_trade',
    'monitor_position',
  ]);
});

test('a rejected entry gives the token free again', async () => {
  const id = await pendingEntry('WIF', '1.35');
  expect(await decide(id, 'reject', 'not today')).toMatchObject({
    status: 200,
    body: { status: 'rejected', resolution: 'not today', missionId: null },
  });
  await pendingEntry('WIF', '1.35');
});

test.each([
  ['the desk is halted', () => setState('halted')],
  ['the desk only closes', () => setState('reducing')],
  ['its token is locked', () => api.ask('POST /api/locks', { body: { token: 'SOL', reason: 'a listing' } })],
  ['all entries are locked', () => api.ask('POST /api/locks', { body: { reason: 'holidays' } })],
])('an entry is not approved while %s, and goes on waiting', async (_, forbid) => {
  const id = await pendingEntry('SOL', '180');
  await forbid();
  const refused = await decide(id, 'approve');
  expect(refused).toMatchObject({ status: 409, body: { type: 'urn:company:problem:conflict' } });
  expect(refused.body.reasons.length).toBeGreaterThan(0);
  expect(refused.body.detail).toContain(refused.body.reasons[0].message);
  expect(await show(id)).toMatchObject({ status: 'pending', missionId: null });
});

test('what a gate refused no operator approves', async () => {
  await setState('halted');
  const posted = await api.ask('POST /api/proposals', {
    body: { title: 'Buy', missionType: 'entry', token: 'SOL', steps: [{ kind: 'execute_trade', payload: {} }] },
  });
  expect(posted.body.status).toBe('rejected');
  await setState('active');
  expect(await decide(posted.body.proposalId, 'approve')).toMatchObject({
    status: 409,
    body: { detail: 'this proposal is rejected already' },
  });
});

test('of many who decide at once one is heard', async () => {
  const id = await pendingEntry('WIF', '1.35');
  const replies = await Promise.all(
    Array.from({ length: 10 }, (_, i) => decide(id, i % 2 === 0 ? 'approve' : 'reject', `hand ${i}`)),
  );
  const heard = replies.filter(({ status }) => status === 200);
  expect(heard).toHaveLength(1);
  expect(replies.filter(({ status }) => status === 409)).toHaveLength(9);
  expect(await show(id)).toMatchObject({ status: heard[0]?.body.status, resolution: heard[0]?.body.resolution });
  const missions = await api.company.ctx.db.mission.count({ where: { proposalId: id } });
  expect(missions).toBe(heard[0]?.body.status === 'accepted' ? 1 : 0);
});

test('an approval that is sent again under its key is told again, and not refused as too late', async () => {
  const id = await pendingEntry('SOL', '180');
  const send = () =>
    api.ask(`POST /api/proposals/${id}/reject`, {
      body: { reason: 'no' },
      headers: { 'idempotency-key': `no-${id}` },
    });
  const first = await send();
  const again = await send();
  expect([first.status, again.status]).toEqual([200, 200]);
  expect(again.body).toEqual(first.body);
});

const talk = {
  agentId: 'intel',
  title: 'A talk',
  missionType: 'analysis',
  steps: [{ kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: 'a talk' } }],
};

test('a proposal that is sent again under its key is one proposal, also when the first answer was lost', async () => {
  const { db } = api.company.ctx;
  const send = (key: string) => api.ask('POST /api/proposals', { body: talk, headers: { 'idempotency-key': key } });
  const first = await send('talk-1');
  expect(first.headers.get('location')).toBe(`/api/proposals/${first.body.proposalId}`);
  await db.idempotencyKey.deleteMany({ where: { key: 'talk-1' } });
  expect((await send('talk-1')).body).toMatchObject({ proposalId: first.body.proposalId, duplicate: true });
  expect((await send('talk-2')).body.proposalId).not.toBe(first.body.proposalId);
});

test('without a key the same proposal twice is two', async () => {
  const [one, other] = [
    await api.ask('POST /api/proposals', { body: talk }),
    await api.ask('POST /api/proposals', { body: talk }),
  ];
  expect(one.body.proposalId).not.toBe(other.body.proposalId);
});

test.each([[{}], [{ reason: '' }], [{ reason: ' \n ' }], [{ reason: 7 }], [{ reason: 'x', force: true }]])(
  'a decision like %j is refused, and nothing is decided',
  async (body) => {
    const id = await pendingEntry('SOL', '180');
    for (const decision of ['approve', 'reject'])
      expect((await api.ask(`POST /api/proposals/${id}/${decision}`, { body })).status).toBe(400);
    expect((await show(id)).status).toBe('pending');
  },
);
