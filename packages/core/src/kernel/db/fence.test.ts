import { createTestDatabase, testServers } from '@atc/stack/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BaseDb, type Fence, openDb, openFence } from './index.ts';

const KEY = 715_999;

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: BaseDb;
let fence: Fence;

beforeAll(async () => {
  database = await createTestDatabase(testServers().adminUrl);
  db = openDb(database.url, { connections: 2 });
  fence = openFence({ databaseUrl: database.url, key: KEY, connections: 4 });
});

afterAll(async () => {
  await fence.close();
  await db.$disconnect();
  await database.drop();
});

/** Cuts every connection that holds the fence, as a server that goes down does. */
const cutHolders = () => db.$queryRaw`
  SELECT pg_terminate_backend(pid, 5000) FROM pg_locks
  WHERE locktype = 'advisory' AND objid = ${KEY} AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

test('sharers are inside together, one alone waits for them', async () => {
  const both = Promise.withResolvers<void>();
  const order: string[] = [];
  const share = (name: string) =>
    fence.shared(async () => {
      order.push(name);
      if (order.length === 2) both.resolve();
      await both.promise;
    });
  const sharers = Promise.all([share('a'), share('b')]);
  await both.promise;
  await fence.exclusive(5000, async (alone) => order.push(`alone: ${alone}`));
  await sharers;
  expect(order.slice(0, 2).sort()).toEqual(['a', 'b']);
  expect(order[2]).toBe('alone: true');
});

test('one alone goes on without the others when they do not leave in time, and knows it', async () => {
  const leave = Promise.withResolvers<void>();
  const inside = Promise.withResolvers<void>();
  const sharer = fence.shared(async () => {
    inside.resolve();
    await leave.promise;
  });
  await inside.promise;
  expect(await fence.exclusive(20, async (alone) => alone)).toBe(false);
  leave.resolve();
  await sharer;
});

test('a sharer whose connection breaks while it works fails, and the fence is free again', async () => {
  const broken = fence.shared(async () => {
    await cutHolders();
  });
  await expect(broken).rejects.toThrow();
  expect(await fence.exclusive(1000, async (alone) => alone)).toBe(true);
});

test('work that throws lets go of the fence', async () => {
  const failing = fence.shared(async () => {
    throw new Error('the venue hung up');
  });
  await expect(failing).rejects.toThrow('the venue hung up');
  expect(await fence.exclusive(1000, async (alone) => alone)).toBe(true);
});
