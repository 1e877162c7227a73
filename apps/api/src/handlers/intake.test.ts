import { sealRecords, verifySeals } from '@atc/core/company/audit';
import { newId } from '@atc/core/kernel/db';
import { recordSignal, thinSignals } from '@atc/core/loop/signals';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mintKey } from '../auth/index.ts';
import { type TestApi, testApi } from '../testing/test-api.ts';

let api: TestApi;
beforeEach(async () => {
  api = await testApi();
});
afterEach(() => api?.close());

const ingestKey = (name: string) => mintKey(api.company.ctx.db, { name, role: 'ingest' });
const signal = (token = 'BONK') => ({ source: newId(), token, signalType: 'buy' });

async function post(key: string, body: object = signal(), headers: Record<string, string> = {}) {
  return api.ask('POST /api/signals', { key, body, headers });
}

/** Everything that a signal can leave behind. */
async function rows() {
  const { db } = api.company.ctx;
  return Promise.all([
    db.signal.count(),
    db.event.count(),
    db.proposal.count(),
    db.gateVerdict.count(),
    db.idempotencyKey.count(),
  ]);
}

test('a key has five analyses a day, however many it posts at once and under whatever names', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(api.keys.ingest)));
  expect(answers.filter(({ body }) => body.status === 'analyzing')).toHaveLength(5);
  expect(await api.company.ctx.db.signal.count({ where: { status: 'analyzing' } })).toBe(5);
});

test('what a key posts over its share is counted, leaves nothing behind, and may be sent again', async () => {
  for (let i = 0; i < 5; i += 1) expect((await post(api.keys.ingest)).body.status).toBe('analyzing');
  const before = await rows();
  for (let i = 0; i < 3; i += 1) {
    const answer = await post(api.keys.ingest, signal(), { 'idempotency-key': 'over' });
    expect([answer.status, answer.headers.get('idempotent-replayed')]).toEqual([429, null]);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect(await rows()).toEqual(before);
  const counted = await api.company.ctx.db.signalIntake.findFirstOrThrow();
  expect(counted).toMatchObject({ accepted: 5, refused: 0, turnedAway: 3 });
});

test('all senders together leave ten of the twenty analyses to the company', async () => {
  const { ctx } = api.company;
  const answers = [];
  for (const name of ['a', 'b', 'c']) {
    const key = await ingestKey(name);
    for (let i = 0; i < 5; i += 1) answers.push(await post(key));
  }
  expect(answers.filter(({ body }) => body.status === 'analyzing')).toHaveLength(10);
  const own = [];
  for (let i = 0; i < 10; i += 1)
    own.push(await recordSignal(ctx, { source: newId(), token: 'SOL', signalType: 'buy', trust: 'trusted' }));
  expect(own.filter(({ status }) => status === 'analyzing')).toHaveLength(10);
});

test('a signal is known by the key that posted it', async () => {
  const { body } = await post(api.keys.ingest);
  const stored = await api.company.ctx.db.signal.findUniqueOrThrow({
    where: { id: body.id },
    include: { sender: true },
  });
  expect(stored.sender?.name).toBe('script');
});

test('a hundred refused signals of a key are kept a day, the rest are counted', async () => {
  const { db } = api.company.ctx;
  expect((await post(api.keys.ingest, signal('NOSUCH'))).body.status).toBe('refused');
  await db.signalIntake.updateMany({ data: { refused: 99 } });
  expect((await post(api.keys.ingest, signal('NOSUCH'))).body.status).toBe('refused');
  const before = await rows();
  expect((await post(api.keys.ingest, signal('NOSUCH'))).status).toBe(429);
  expect(await rows()).toEqual(before);
  expect((await post(await ingestKey('other'))).body.status).toBe('analyzing');
});

test('refused signals of which nothing came are forgotten after a month; what is sealed is still whole', async () => {
  const { ctx } = api.company;
  const [kept, old] = [await post(api.keys.ingest), await post(api.keys.ingest, signal('NOSUCH'))];
  await ctx.db.$executeRaw`UPDATE ops_signals SET created_at = now() - interval '31 days'`;
  await post(api.keys.ingest, signal('NOSUCH'));
  await sealRecords(ctx);
  await thinSignals(ctx);
  const left = (await ctx.db.signal.findMany()).map(({ id }) => id);
  expect(left).toHaveLength(2);
  expect(left).toContain(kept.body.id);
  expect(left).not.toContain(old.body.id);
  expect((await verifySeals(ctx.db, null)).fault).toBeNull();
});
