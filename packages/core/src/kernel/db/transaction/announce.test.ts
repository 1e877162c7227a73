import { createTestDatabase, testServers } from '@atc/stack/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { announceThrough, type BaseDb, inTransaction, openDb, type Tx } from '../index.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: BaseDb;

/** What was announced, each with the keys that others could read then. */
const announced: { queue: string; rows: readonly string[]; written: readonly string[] }[] = [];

beforeAll(async () => {
  database = await createTestDatabase(testServers().adminUrl);
  db = openDb(database.url, { connections: 4 });
});
beforeEach(async () => {
  await db.$executeRaw`TRUNCATE ops_cap_usage`;
  announced.length = 0;
  announceThrough(db, async (queue, nudges) => {
    announced.push({ queue, rows: nudges.map(({ rowId }) => rowId), written: await keys() });
  });
});

afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const add = (tx: Tx, key: string) => tx.$executeRaw`INSERT INTO ops_cap_usage (key, used) VALUES (${key}, 1)`;
const want = (tx: Tx, queue: string, rowId: string) => tx.nudge(queue, { rowId, nudge: 0 });
const keys = async () => {
  const rows = await db.$queryRaw<{ key: string }[]>`SELECT key FROM ops_cap_usage ORDER BY key`;
  return rows.map(({ key }) => key);
};

test('jobs are added once, in their order, when what they are about can be read', async () => {
  await inTransaction(db, async (tx) => {
    want(tx, 'events', 'first');
    await add(tx, 'written');
    want(tx, 'steps', 'step');
    want(tx, 'events', 'second');
  });
  expect(announced).toEqual([
    { queue: 'events', rows: ['first', 'second'], written: ['written'] },
    { queue: 'steps', rows: ['step'], written: ['written'] },
  ]);
});

test('a transaction that is rolled back adds none', async () => {
  const thrown = inTransaction(db, async (tx) => {
    want(tx, 'events', 'thrown');
    throw new Error('after the wish');
  });
  await expect(thrown).rejects.toThrow('after the wish');
  const failed = inTransaction(db, async (tx) => {
    want(tx, 'events', 'failed');
    await add(tx, 'twice');
    await add(tx, 'twice').catch(() => undefined);
  });
  await expect(failed).rejects.toMatchObject({ code: 'not_committed' });
  expect(announced).toEqual([]);
});

test('of a transaction that is tried again, only the jobs of the try that was committed are added', async () => {
  let tries = 0;
  await inTransaction(db, async (tx) => {
    tries += 1;
    want(tx, 'events', `try ${tries}`);
    if (tries === 1) await tx.$executeRaw`DO $$ BEGIN RAISE EXCEPTION USING errcode = '40001'; END $$`;
  });
  expect(announced.map(({ rows }) => rows)).toEqual([['try 2']]);
});

test('a queue that takes no jobs fails nothing, and keeps no other from its own', async () => {
  const taken: string[] = [];
  announceThrough(db, async (queue) => {
    if (queue === 'broken') throw new Error('no store');
    taken.push(queue);
  });
  const work = inTransaction(db, async (tx) => {
    await add(tx, 'written');
    want(tx, 'broken', 'one');
    want(tx, 'events', 'other');
    return 'done';
  });
  await expect(work).resolves.toBe('done');
  expect(await keys()).toEqual(['written']);
  expect(taken).toEqual(['events']);
});

test('its place is free for others while jobs are added', async () => {
  const slow = Promise.withResolvers<void>();
  announceThrough(db, () => slow.promise);
  const waiting = Array.from({ length: 6 }, (_, i) =>
    inTransaction(db, async (tx) => {
      await add(tx, `key ${i}`);
      want(tx, 'events', `key ${i}`);
    }),
  );
  await expect.poll(keys).toHaveLength(6);
  slow.resolve();
  await Promise.all(waiting);
});
