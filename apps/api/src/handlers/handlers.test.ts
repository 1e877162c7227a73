import { newId } from '@atc/core/kernel/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

const signal = (changes: object = {}) => ({
  source: `script-${newId()}`,
  token: 'BONK',
  signalType: 'buy',
  ...changes,
});

test('takes in a signal from a key that may post signals', async () => {
  const posted = await api.ask('POST /api/signals', {
    key: api.keys.ingest,
    body: signal({ confidence: 0.9, metadata: { note: 'up' } }),
  });
  expect(posted).toMatchObject({ status: 201, body: { status: 'analyzing', refusal: null } });
  const shown = await api.ask(`GET ${posted.headers.get('location')}`);
  expect(shown.body).toMatchObject({
    id: posted.body.id,
    claimedConfidence: 0.9,
    confidence: null,
    trust: 'untrusted',
    instrument: { symbol: 'BONK' },
  });
});

test('keeps a signal about an unknown token as refused', async () => {
  expect(await api.ask('POST /api/signals', { body: signal({ token: 'NOSUCH' }) })).toMatchObject({
    status: 201,
    body: { status: 'refused', refusal: 'unknown_token' },
  });
});

test('keeps a signal that repeats another as refused', async () => {
  const body = signal();
  await api.ask('POST /api/signals', { body });
  expect((await api.ask('POST /api/signals', { body })).body).toMatchObject({
    status: 'refused',
    refusal: 'duplicate_signal',
  });
});

test('tells the record of each signal source', async () => {
  await api.company.ctx.db.signalSource.create({
    data: {
      name: 'scanner:pullback',
      kind: 'scanner',
      trust: 'trusted',
      signals: 9,
      trades: 4,
      wins: 3,
      losses: 1,
      pnlUsd: '7.25',
      pnlPctSum: 0.2,
      brierSum: 0.6,
      brierCount: 4,
    },
  });
  const { body } = await api.ask('GET /api/signal-sources');
  expect(body.items).toMatchObject([
    { name: 'scanner:pullback', trades: 4, pnlUsd: '7.25', averagePct: 0.05, brierScore: 0.15 },
  ]);
});

test.each([
  [{ confidence: -0.1 }, 'confidence'],
  [{ confidence: 1.1 }, 'confidence'],
  [{ confidence: '0.9' }, 'confidence'],
  [{ signalType: 'hold' }, 'signalType'],
  [{ token: '' }, 'token'],
  [{ token: 'x'.repeat(65) }, 'token'],
  [{ token: 7 }, 'token'],
  [{ source: null }, 'source'],
  [{ size: 5 }, 'size'],
  [{ metadata: [] }, 'metadata'],
])('refuses a signal with %j', async (change, path) => {
  const reply = await api.ask('POST /api/signals', { body: signal(change) });
  expect(reply).toMatchObject({ status: 400, body: { type: 'urn:company:problem:invalid', errors: [{ path }] } });
});

test('a huge number is refused, not rounded', async () => {
  const raw = '{"source":"s","token":"BONK","signalType":"buy","confidence":1e999}';
  expect((await api.ask('POST /api/signals', { raw })).status).toBe(400);
});

const steps = [
  { kind: 'calculate_risk', payload: {} },
  { kind: 'execute_trade', payload: {} },
  { kind: 'monitor_position', payload: {} },
];
const entry = (changes: object = {}) => ({
  title: 'Buy BONK',
  missionType: 'entry',
  token: 'BONK',
  stopLoss: '0.000018',
  sizeUsd: '20',
  steps,
  ...changes,
});

test('an entry without an analysed signal is refused by its gate and stored with reasons', async () => {
  const posted = await api.ask('POST /api/proposals', { body: entry() });
  expect(posted).toMatchObject({ status: 201, body: { status: 'rejected', missionId: null, duplicate: false } });
  expect(posted.body.reasons.length).toBeGreaterThan(0);
  const shown = await api.ask(`GET /api/proposals/${posted.body.proposalId}`);
  expect(shown.body).toMatchObject({ status: 'rejected', originKind: 'operator', instrument: { symbol: 'BONK' } });
  expect(shown.body.verdicts.some((verdict: { open: boolean }) => !verdict.open)).toBe(true);
});

test.each([
  [{ sizeUsd: '-5' }, 'sizeUsd'],
  [{ sizeUsd: '0' }, 'sizeUsd'],
  [{ sizeUsd: 20 }, 'sizeUsd'],
  [{ sizeUsd: 'NaN' }, 'sizeUsd'],
  [{ sizeUsd: '9'.repeat(40) }, 'sizeUsd'],
  [{ stopLoss: '1e-5' }, 'stopLoss'],
  [{ token: 'NOSUCH' }, 'token'],
  [{ steps: [] }, 'steps'],
  [{ protective: true }, 'protective'],
  [{ origin: { kind: 'signal', id: 'x' } }, 'origin'],
  [{ dedupeKey: 'mine' }, 'dedupeKey'],
])('refuses a proposal with %j', async (change, path) => {
  expect(await api.ask('POST /api/proposals', { body: entry(change) })).toMatchObject({
    status: 400,
    body: { errors: [{ path }] },
  });
});

test('a proposal about a signal that is not there is refused and stored', async () => {
  const posted = await api.ask('POST /api/proposals', { body: entry({ signalId: newId() }) });
  expect(posted).toMatchObject({ status: 201, body: { status: 'rejected' } });
  expect(posted.body.reasons.map(({ message }: { message: string }) => message)).toContain('there is no such signal');
});

test('an entry cannot borrow the confidence of a signal about another token', async () => {
  const lent = await api.ask('POST /api/signals', { body: signal({ token: 'WIF' }) });
  await api.company.ctx.db.signal.update({
    where: { id: lent.body.id },
    data: { confidence: 0.95, status: 'analyzed' },
  });
  const posted = await api.ask('POST /api/proposals', { body: entry({ signalId: lent.body.id }) });
  expect(posted.body.reasons.map(({ message }: { message: string }) => message)).toContain(
    'its signal is about another token',
  );
});

test('pages through proposals, each once, newest first', async () => {
  for (const _ of [1, 2, 3]) await api.ask('POST /api/proposals', { body: entry() });
  const all = (await api.ask('GET /api/proposals?limit=200')).body.items.map(({ id }: { id: string }) => id);
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await api.ask(`GET /api/proposals?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.nextCursor;
  }
  expect(seen).toEqual(all);
  expect([...all].sort().reverse()).toEqual(all);
});

test('pages through signals and events, each once', async () => {
  for (const list of ['signals', 'events']) {
    const all = (await api.ask(`GET /api/${list}?limit=200`)).body.items.map(({ id }: { id: string }) => id);
    const first = await api.ask(`GET /api/${list}?limit=3`);
    const second = await api.ask(`GET /api/${list}?limit=3&cursor=${first.body.nextCursor}`);
    expect([...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id)).toEqual(all.slice(0, 6));
  }
});

test('an operator decides a pending proposal once', async () => {
  await api.ask('PUT /api/policies/auto_approve', {
    headers: { 'if-match': '1' },
    body: {
      value: { ...(await api.ask('GET /api/policies/auto_approve')).body.value, enabled: false },
      reason: 'by hand today',
    },
  });
  const [one, other] = await Promise.all([
    api.ask('POST /api/signals', { body: signal() }),
    api.ask('POST /api/signals', { body: signal() }),
  ]);
  expect([one.status, other.status]).toEqual([201, 201]);
  const pending = (await api.ask('GET /api/proposals?status=pending')).body.items;
  const [approved, rejected] = [pending[0].id, pending[1].id];
  expect(await api.ask(`POST /api/proposals/${approved}/approve`, { body: { reason: 'good' } })).toMatchObject({
    status: 200,
    body: { status: 'accepted', resolvedBy: 'operator:anna', missionId: expect.any(String) },
  });
  expect((await api.ask(`POST /api/proposals/${approved}/reject`, { body: { reason: 'no' } })).status).toBe(409);
  expect(await api.ask(`POST /api/proposals/${rejected}/reject`, { body: { reason: 'no' } })).toMatchObject({
    status: 200,
    body: { status: 'rejected' },
  });
  expect((await api.ask(`POST /api/proposals/${newId()}/approve`, { body: { reason: 'good' } })).status).toBe(404);
  expect((await api.ask(`POST /api/proposals/${rejected}/approve`, { body: {} })).status).toBe(400);
});

test('a policy is replaced only by who has seen its version', async () => {
  const { body, headers } = await api.ask('GET /api/policies/trade_limits');
  expect(headers.get('etag')).toBe(`"${body.version}"`);
  const change = { value: { ...body.value, max_daily_trades: 5 }, reason: 'careful' };
  expect((await api.ask('PUT /api/policies/trade_limits', { body: change })).status).toBe(428);
  expect(
    await api.ask('PUT /api/policies/trade_limits', { body: change, headers: { 'if-match': `"${body.version}"` } }),
  ).toMatchObject({ status: 200, body: { version: body.version + 1 } });
  expect(
    (await api.ask('PUT /api/policies/trade_limits', { body: change, headers: { 'if-match': `"${body.version}"` } }))
      .status,
  ).toBe(412);
  const shown = await api.ask('GET /api/policies/trade_limits');
  expect(shown.body.history[0]).toMatchObject({ changedBy: 'operator:anna', reason: 'careful' });
});

test('a policy refuses values that its schema does not know', async () => {
  const { body } = await api.ask('GET /api/policies/trade_limits');
  const put = (value: object, key = 'trade_limits') =>
    api.ask(`PUT /api/policies/${key}`, {
      body: { value, reason: 'x' },
      headers: { 'if-match': String(body.version) },
    });
  expect(await put({ ...body.value, max_daily_trades: -1 })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'value.max_daily_trades' }] },
  });
  expect((await put({ ...body.value, max_position_size_usd: 1e300 })).status).toBe(400);
  expect((await put({ ...body.value, max_daily_trades: Number.MAX_SAFE_INTEGER })).status).toBe(400);
  expect((await put({ ...body.value, colour: 'red' })).status).toBe(400);
  expect((await put({}, 'no_such_policy')).status).toBe(404);
});

test('the trading state is set with a reason', async () => {
  expect((await api.ask('PUT /api/trading-state', { body: { state: 'paused', reason: 'x' } })).status).toBe(400);
  expect((await api.ask('PUT /api/trading-state', { body: { state: 'halted' } })).status).toBe(400);
  expect(await api.ask('PUT /api/trading-state', { body: { state: 'halted', reason: 'drill' } })).toMatchObject({
    status: 200,
    body: { state: 'halted', inFlight: [] },
  });
  expect((await api.ask('GET /api/trading-state')).body).toMatchObject({
    state: 'halted',
    reason: 'drill',
    changedBy: 'operator:anna',
  });
  await api.ask('PUT /api/trading-state', { body: { state: 'active', reason: 'drill over' } });
});

test('a breaker that opened is closed by an operator', async () => {
  const { db } = api.company.ctx;
  await db.circuitBreaker.create({
    data: {
      key: 'execute_trade:paper',
      stepKind: 'execute_trade',
      venue: 'paper',
      state: 'open',
      failures: 3,
      openedCount: 1,
      lastError: 'down',
    },
  });
  expect((await api.ask('GET /api/breakers')).body.items).toMatchObject([
    { key: 'execute_trade:paper', state: 'open', lastError: 'down' },
  ]);
  expect((await api.ask('POST /api/breakers/execute_trade/reset')).body.items).toMatchObject([
    { state: 'closed', failures: 0 },
  ]);
  expect((await api.ask('POST /api/breakers/calculate_risk/reset')).status).toBe(404);
  expect((await api.ask('POST /api/breakers/no_such_kind/reset')).status).toBe(404);
});

test('the books say what the company owns', async () => {
  expect((await api.ask('GET /api/portfolio')).body).toMatchObject({
    equityUsd: '1000',
    cashUsd: '1000',
    openPositions: 0,
    winRate: null,
  });
});

test('an agent is shown by name, and has no memories yet', async () => {
  expect((await api.ask('GET /api/agents')).body.items).toHaveLength(6);
  expect((await api.ask('GET /api/agents/sage')).body).toMatchObject({ id: 'sage', modifiers: [], voiceHistory: [] });
  expect((await api.ask('GET /api/agents/nobody')).status).toBe(404);
  expect((await api.ask('GET /api/agents/sage/memories')).body).toEqual({ items: [], nextCursor: null });
  expect((await api.ask('GET /api/memories?agentId=sage&type=lesson')).body).toEqual({ items: [], nextCursor: null });
  expect((await api.ask('GET /api/relationships')).body.items).toHaveLength(15);
});
