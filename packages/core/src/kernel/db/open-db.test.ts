import { createTestDatabase, testServers } from '@atc/stack/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Decimal } from '../money/index.ts';
import { type BaseDb, openDb } from './index.ts';

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

test('models and SQL speak to the same database, and both end with it', async () => {
  const own = openDb(database.url, { connections: 2 });
  await own.$executeRaw`INSERT INTO ops_cap_usage (key, used) VALUES ('both', 3)`;
  expect(await own.capUsage.count({ where: { key: 'both' } })).toBe(1);
  await own.$disconnect();
  await expect(own.$queryRaw`SELECT 1`).rejects.toThrow();
});

test('figures that a model gives, and their sums, compute with every digit', async () => {
  const own = openDb(database.url, { connections: 2 });
  const tick = new Decimal('0.000000000000000001');
  const quantity = new Decimal('12345678901234567890');
  const { id } = await own.instrument.create({
    data: {
      symbol: 'DIGITS',
      venue: 'paper',
      contract: 'digits',
      assetClass: 'crypto',
      decimals: 18,
      tick,
      minQuantity: quantity,
    },
  });
  const one = await own.instrument.findUniqueOrThrow({ where: { id } });
  const { _sum } = await own.instrument.aggregate({ where: { id }, _sum: { minQuantity: true } });
  for (const held of [one.minQuantity, _sum.minQuantity]) {
    expect(held).toBeInstanceOf(Decimal);
    expect(held?.add(tick).toFixed()).toBe('12345678901234567890.000000000000000001');
  }
  await own.$disconnect();
});
