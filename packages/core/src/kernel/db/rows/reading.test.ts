import { createTestDatabase, testServers } from '@atc/stack/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Decimal } from '../../money/index.ts';
import {
  type BaseDb,
  type Carried,
  carried,
  openDb,
  Prisma,
  reading,
  readOne,
  readTogether,
  rowsOf,
} from '../index.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: BaseDb;

beforeAll(async () => {
  database = await createTestDatabase(testServers().adminUrl);
  db = openDb(database.url, { connections: 2 });
});

afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const numbers = (most: number) => rowsOf<{ n: number }>(Prisma.sql`SELECT n FROM generate_series(1, ${most}::int) n`);

test('questions asked together are each answered under their name', async () => {
  const total = reading(numbers(4).sql, (rows: readonly { n: number }[]) => rows.reduce((sum, { n }) => sum + n, 0));
  const answers = await readTogether(db, { few: numbers(2), none: numbers(0), total });
  expect(answers).toEqual({ few: [{ n: 1 }, { n: 2 }], none: [], total: 10 });
});

test('rows keep the order that their question wants', async () => {
  const falling = rowsOf<{ n: number }>(Prisma.sql`SELECT n FROM generate_series(1, 50) n ORDER BY n DESC`);
  expect((await readOne(db, falling)).map(({ n }) => n)).toEqual(Array.from({ length: 50 }, (_, i) => 50 - i));
});

test('amounts selected as text keep every digit, and fractions are the doubles that they were', async () => {
  const amount = new Decimal('12345678901234567890.123456789012345678');
  const question = rowsOf(Prisma.sql`SELECT ${amount}::numeric::text AS amount, 0.1::float8 + 0.2::float8 AS sum`);
  expect(await readOne(db, question)).toEqual([{ amount: amount.toFixed(), sum: 0.1 + 0.2 }]);
});

test('a statement that changes something carries what is asked beside it', async () => {
  const { column, read } = carried({ few: numbers(2) });
  const take = () => db.$queryRaw<{ key: string; answers: Carried }[]>`
    WITH taken AS (UPDATE ops_cap_usage SET used = 1 WHERE key = 'carried' AND used = 0 RETURNING key)
      SELECT taken.key, ${column} AS answers FROM taken`;
  await db.$executeRaw`INSERT INTO ops_cap_usage (key, used) VALUES ('carried', 0)`;
  const [row] = await take();
  expect(row && read(row.answers)).toEqual({ few: [{ n: 1 }, { n: 2 }] });
  expect(await take()).toEqual([]);
});
