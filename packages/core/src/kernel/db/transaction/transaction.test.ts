import { createTestDatabase, testServers } from '@atc/stack/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type BaseDb, inTransaction, openDb, type Tx } from '../index.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: BaseDb;

beforeAll(async () => {
  database = await createTestDatabase(testServers().adminUrl);
  db = openDb(database.url, { connections: 4 });
});
beforeEach(() => db.$executeRaw`TRUNCATE ops_cap_usage`);

afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const add = (tx: Tx, key: string) => tx.$executeRaw`INSERT INTO ops_cap_usage (key, used) VALUES (${key}, 1)`;
const keys = async () => {
  const rows = await db.$queryRaw<{ key: string }[]>`SELECT key FROM ops_cap_usage ORDER BY key`;
  return rows.map(({ key }) => key);
};

test('what it wrote is there once it is over, and nobody sees it before', async () => {
  await inTransaction(db, async (tx) => {
    await add(tx, 'written');
    expect(await keys()).toEqual([]);
  });
  expect(await keys()).toEqual(['written']);
});

test('one that throws writes nothing', async () => {
  const failing = inTransaction(db, async (tx) => {
    await add(tx, 'thrown');
    throw new Error('after the write');
  });
  await expect(failing).rejects.toThrow('after the write');
  expect(await keys()).toEqual([]);
});

test('one that goes on after a failed statement fails as a whole, and says so', async () => {
  const failing = inTransaction(db, async (tx) => {
    await add(tx, 'twice');
    await add(tx, 'twice').catch(() => undefined);
  });
  await expect(failing).rejects.toMatchObject({ code: 'not_committed' });
  expect(await keys()).toEqual([]);
});

test('one whose first statement fails writes nothing, and its connection serves the next', async () => {
  await inTransaction(db, (tx) => add(tx, 'known'));
  const failing = Array.from({ length: 4 }, () => inTransaction(db, (tx) => add(tx, 'known')));
  expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
  await inTransaction(db, (tx) => add(tx, 'next'));
  expect(await keys()).toEqual(['known', 'next']);
});

test('statements that do not wait for each other run in their order, and one that fails fails them all', async () => {
  const raise = (tx: Tx, key: string) => tx.$executeRaw`UPDATE ops_cap_usage SET used = 2 WHERE key = ${key}`;
  expect(await inTransaction(db, (tx) => Promise.all([add(tx, 'one'), raise(tx, 'one')]))).toEqual([1, 1]);
  const failing = inTransaction(db, (tx) => Promise.all([add(tx, 'two'), add(tx, 'one'), add(tx, 'three')]));
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  expect(await keys()).toEqual(['one']);
});

test('one that takes longer than it may is rolled back, and its connection is not used again', async () => {
  const released = Promise.withResolvers<void>();
  const late = inTransaction(
    db,
    async (tx) => {
      await add(tx, 'late');
      await released.promise;
      await add(tx, 'later');
    },
    { timeoutMs: 50 },
  );
  await expect(late).rejects.toMatchObject({ code: 'transaction_timeout' });
  released.resolve();
  await expect.poll(keys).toEqual([]);
  await inTransaction(db, (tx) => add(tx, 'next'));
  expect(await keys()).toEqual(['next']);
});

test('a statement after the end is refused and runs nowhere', async () => {
  const tx = await inTransaction(db, async (open) => open);
  await expect(add(tx, 'stray')).rejects.toMatchObject({ code: 'transaction_over' });
  expect(await keys()).toEqual([]);
});

test('a connection that breaks between two statements fails its transaction and nothing else', async () => {
  const failing = inTransaction(db, async (tx) => {
    const [own] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    await add(tx, 'broken');
    await db.$queryRaw`SELECT pg_terminate_backend(${own?.pid}::int, 5000)`;
    await add(tx, 'after');
  });
  await expect(failing).rejects.toThrow();
  expect(await keys()).toEqual([]);
  await inTransaction(db, (tx) => add(tx, 'next'));
  expect(await keys()).toEqual(['next']);
});

test('a repeatable read sees one moment', async () => {
  await inTransaction(
    db,
    async (tx) => {
      const count = () => tx.$queryRaw`SELECT count(*)::int AS n FROM ops_cap_usage`;
      expect(await count()).toEqual([{ n: 0 }]);
      await db.$executeRaw`INSERT INTO ops_cap_usage (key, used) VALUES ('meanwhile', 1)`;
      expect(await count()).toEqual([{ n: 0 }]);
    },
    { isolation: 'RepeatableRead' },
  );
});

test('twenty at once on four connections all commit', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, i) => inTransaction(db, (tx) => add(tx, `key ${i}`))));
  expect(await keys()).toHaveLength(20);
});

test('of two that wait for each other one is tried again, and both commit', async () => {
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
  expect(holding).toBeGreaterThan(2);
  expect(await db.$queryRaw`SELECT used::int FROM ops_cap_usage WHERE key IN ('a', 'b')`).toEqual([
    { used: 2 },
    { used: 2 },
  ]);
});
