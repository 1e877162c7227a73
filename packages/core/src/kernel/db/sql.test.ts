import { createTestDatabase, testServers } from '@atc/stack/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Decimal } from '../money/index.ts';
import { type BaseDb, openDb, Prisma } from './index.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: BaseDb;

beforeAll(async () => {
  database = await createTestDatabase(testServers().adminUrl);
  db = openDb(database.url, { connections: 4 });
});

afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

async function selected(query: Prisma.Sql): Promise<unknown> {
  const [row] = await db.$queryRaw<{ value: unknown }[]>`SELECT ${query} AS value`;
  return row?.value;
}

test('a decimal of 20 digits before and 18 after the point keeps every one of them', async () => {
  const amount = new Decimal('12345678901234567890.123456789012345678');
  const back = await selected(Prisma.sql`${amount}::numeric`);
  expect(Decimal.isDecimal(back) && back.toFixed()).toBe(amount.toFixed());
});

test('any amount comes back as it was sent', () =>
  fc.assert(
    fc.asyncProperty(fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }), async (units) => {
      const amount = new Decimal(units.toString()).div('1e18');
      expect(String(await selected(Prisma.sql`${amount}::numeric`))).toBe(String(amount));
    }),
    { numRuns: 50 },
  ));

test('instants keep their millisecond, also those past the year 9999', async () => {
  for (const text of ['2025-01-06T14:30:00.007Z', '1969-12-31T23:59:59.999Z', '+012025-01-06T14:30:00.000Z']) {
    const at = new Date(text);
    const ms = await selected(Prisma.sql`(extract(epoch FROM ${at}::timestamptz) * 1000)::int8`);
    expect(ms).toBe(BigInt(at.getTime()));
  }
  const at = new Date('2025-01-06T14:30:00.007Z');
  expect(await selected(Prisma.sql`${at}::timestamptz`)).toEqual(at);
});

test('an instant that is none is an error, not a date', async () => {
  await expect(selected(Prisma.sql`'infinity'::timestamptz`)).rejects.toThrow('cannot be read');
});

test('lists, JSON, big integers and nulls come back as what they were', async () => {
  const [row] = await db.$queryRaw<Record<string, unknown>[]>`
    SELECT ${['a', 'b "quoted", {braced}']}::text[] AS words, ${[1, 2]}::int[] AS numbers,
           ${9007199254740993n}::int8 AS big, ${null}::text AS nothing,
           ${JSON.stringify({ deep: [1, null] })}::jsonb AS json, ${[new Decimal('0.1')]}::numeric[] AS amounts,
           ARRAY[9007199254740993]::int8[] AS bigs`;
  expect(row).toEqual({
    words: ['a', 'b "quoted", {braced}'],
    numbers: [1, 2],
    big: 9007199254740993n,
    nothing: null,
    json: { deep: [1, null] },
    amounts: [new Decimal('0.1')],
    bigs: [9007199254740993n],
  });
});

test('a missing value is an error, never a NULL', async () => {
  await expect(db.$executeRaw`SELECT ${undefined}::text`).rejects.toThrow('lacks one of its values');
});

test('a text that is not a template is refused', async () => {
  await expect(db.$queryRaw('SELECT 1' as never)).rejects.toThrow('SQL is a template');
});

test('values are never part of the text', async () => {
  const hostile = `'; DROP TABLE ops_policy; --`;
  expect(await selected(Prisma.sql`${hostile}::text`)).toBe(hostile);
  expect(await selected(Prisma.sql`(SELECT count(*) FROM ops_policy)`)).toBe(0n);
});
