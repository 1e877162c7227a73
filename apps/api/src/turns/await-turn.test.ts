import { type Db, inTransaction, Prisma } from '@atc/core/kernel/db';
import { watchPrices } from '@atc/core/loop/clockwork';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../testing/test-api.ts';

const READERS = 50;

let api: TestApi;
beforeAll(async () => {
  api = await testApi({ requestsPerMinute: 100_000 });
  // Whoever was let in once is known.
  for (const key of [api.keys.operator, api.keys.viewer]) await api.ask('GET /api/trading-state', { key });
});
afterAll(() => api?.close());

/** A crowd of one key's requests, and how each that ended was answered. */
function crowd(where: string, size = READERS) {
  const answered: number[] = [];
  const all = Array.from({ length: size }, async () => {
    answered.push((await api.ask(where, { key: api.keys.viewer })).status);
  });
  return { answered, left: Promise.all(all) };
}

/** Runs `work` while a crowd of readers cannot be answered, since somebody holds the table that they ask for. */
async function besideHeldReaders(where: string, table: Prisma.Sql, work: () => Promise<void>): Promise<void> {
  const { db } = api.company.ctx;
  const readers = await inTransaction(db, async (tx) => {
    await tx.$executeRaw(Prisma.sql`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
    const held = crowd(where);
    await expect.poll(() => waitingForLocks(tx), { timeout: 20_000 }).toBeGreaterThan(0);
    await work();
    expect(held.answered).toEqual([]);
    return held;
  });
  await readers.left;
  expect(new Set(readers.answered)).toEqual(new Set([200]));
}

async function waitingForLocks(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM pg_locks
    WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  return row.count;
}

const halt = () => api.ask('PUT /api/trading-state', { body: { state: 'halted', reason: 'test' } });

test.each([
  ['GET /api/signals', Prisma.sql`ops_signals`],
  ['GET /scorecard', Prisma.sql`ops_voice_history`],
  ['GET /plain', Prisma.sql`ops_circuit_breakers`],
])('what an operator says, a probe and the watch wait for nobody who only asks: %s', async (where, table) => {
  await besideHeldReaders(where, table, async () => {
    expect((await halt()).status).toBe(200);
    expect((await api.ask('GET /readyz', { key: null })).status).toBe(200);
    await watchPrices(api.company.ctx);
  });
});

test('other readers have their turn beside one who asks for much', async () => {
  await besideHeldReaders('GET /api/signals', Prisma.sql`ops_signals`, async () => {
    for (let i = 0; i < 3; i += 1) expect((await api.ask('GET /api/agents')).status).toBe(200);
  });
});

test('keys that nobody has crowd out nobody who has one', async () => {
  const strangers = Array.from({ length: READERS }, (_, i) => api.ask('GET /api/events', { key: `made-up-${i}` }));
  const first = await Promise.race([
    Promise.all(strangers).then(() => 'strangers'),
    api.ask('GET /api/agents', { key: api.keys.viewer }).then(({ status }) => status),
  ]);
  expect(first).toBe(200);
  await Promise.all(strangers);
});

test('of too many at once those who found no room to wait are told to come again', async () => {
  const refused = (answered: readonly number[]) => answered.filter((status) => status === 429).length;
  const readers = await inTransaction(api.company.ctx.db, async (tx) => {
    await tx.$executeRaw`LOCK TABLE ops_signals IN ACCESS EXCLUSIVE MODE`;
    const held = crowd('GET /api/signals', 250);
    // Four are inside and two hundred wait.
    await expect.poll(() => refused(held.answered), { timeout: 20_000 }).toBe(46);
    return held;
  });
  await readers.left;
  expect(refused(readers.answered)).toBe(46);
  expect((await api.ask('GET /api/agents', { key: api.keys.viewer })).status).toBe(200);
});

test('an open stream of events holds no turn', async () => {
  const streams = await Promise.all(
    Array.from({ length: 12 }, () =>
      fetch(`${api.url}/api/events/stream`, { headers: { authorization: `Bearer ${api.keys.viewer}` } }),
    ),
  );
  expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]));
  expect((await api.ask('GET /api/agents', { key: api.keys.viewer })).status).toBe(200);
  for (const { body } of streams) await body?.cancel();
});

test('whoever stops waiting for an answer leaves no turn taken', async () => {
  const gone = new AbortController();
  const asked = Array.from({ length: 50 }, () =>
    fetch(`${api.url}/api/events`, {
      headers: { authorization: `Bearer ${api.keys.viewer}` },
      signal: gone.signal,
    }).catch(() => null),
  );
  gone.abort();
  await Promise.all(asked);
  for (let i = 0; i < 12; i += 1) expect((await api.ask('GET /api/agents', { key: api.keys.viewer })).status).toBe(200);
});
