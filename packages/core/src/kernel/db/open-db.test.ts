import { createTestDatabase, testServers } from '@atc/stack/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BaseDb, inTransaction, openDb } from './index.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: BaseDb;

beforeAll(async () => {
  database = await createTestDatabase(testServers().adminUrl);
  const admin = openDb(database.url, { connections: 1 });
  const [row] = await admin.$queryRaw<{ name: string }[]>`SELECT current_database() AS name`;
  await admin.$executeRawUnsafe(`ALTER DATABASE "${row?.name}" SET timezone = 'America/New_York'`);
  await admin.$disconnect();
  db = openDb(database.url, { connections: 4 });
});

afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

test('a time is the same instant on a server whose zone is not UTC', async () => {
  const at = new Date('2025-01-06T14:30:00.123Z');
  const [row] = await db.$queryRaw<{ at: Date; ms: number; lag: number }[]>`
    SELECT ${at}::timestamptz AS at, (extract(epoch FROM ${at}::timestamptz) * 1000)::float8 AS ms,
           abs(extract(epoch FROM clock_timestamp()) * 1000 - ${Date.now()})::float8 AS lag`;
  expect(row?.at).toEqual(at);
  expect(row?.ms).toBe(at.getTime());
  expect(row?.lag).toBeLessThan(60_000);
});

test('the server’s own time is read as it is', async () => {
  const [row] = await db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  expect(Math.abs((row?.now.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
});

test('a transaction that throws writes nothing', async () => {
  const failing = inTransaction(db, async (tx) => {
    await tx.$executeRaw`INSERT INTO ops_cap_usage (key, used) VALUES ('thrown', 1)`;
    throw new Error('after the write');
  });
  await expect(failing).rejects.toThrow('after the write');
  expect(await db.$queryRaw`SELECT key FROM ops_cap_usage WHERE key = 'thrown'`).toEqual([]);
});

test('of two transactions that wait for each other one is tried again, and both commit', async () => {
  await db.$executeRaw`INSERT INTO ops_cap_usage (key, used) VALUES ('a', 0), ('b', 0)`;
  let holding = 0;
  const both = Promise.withResolvers<void>();
  const raise = (first: string, second: string) =>
    inTransaction(db, async (tx) => {
      await tx.$executeRaw`UPDATE ops_cap_usage SET used = used + 1 WHERE key = ${first}`;
      holding += 1;
      if (holding === 2) both.resolve();
      await both.promise;
      await tx.$executeRaw`UPDATE ops_cap_usage SET used = used + 1 WHERE key = ${second}`;
    });
  await Promise.all([raise('a', 'b'), raise('b', 'a')]);
  expect(holding).toBe(3);
  expect(await db.$queryRaw`SELECT used::int FROM ops_cap_usage WHERE key IN ('a', 'b')`).toEqual([
    { used: 2 },
    { used: 2 },
  ]);
});
