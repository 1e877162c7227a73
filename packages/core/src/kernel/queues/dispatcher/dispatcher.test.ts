import { createTestDatabase, type TestDatabase, testServers } from '@atc/stack/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../../log/index.ts';
import { openQueues } from '../open-queues.ts';
import type { Queues } from '../queues.ts';
import { openDispatcher } from './open-dispatcher.ts';

const specs = [
  { name: 'steps', concurrency: 4 },
  { name: 'events', concurrency: 4 },
] as const;
const never = new AbortController().signal;

let database: TestDatabase;
let store: Queues;
let queues: Queues;
let seen: string[];

beforeEach(async () => {
  seen = [];
  database = await createTestDatabase(testServers().adminUrl);
  const log = silentLog();
  store = await openQueues({ specs, redisUrl: null, databaseUrl: database.url, prefix: 'line', workers: 2, log });
  queues = openDispatcher(store, log);
});
afterEach(async () => {
  await queues.close();
  await database.drop();
});

const dispatcher = () => {
  if (!queues.dispatcher) throw new Error('these queues have no dispatcher');
  return queues.dispatcher;
};
const nudge = (queue: string, rowId: string, more: { readonly delayMs?: number } = {}) =>
  queues.nudge(queue, [{ rowId, nudge: 0, ...more }]);

test('runs jobs one after the other across queues, what they ask for behind what waits', async () => {
  await queues.work('steps', async ({ rowId }) => {
    seen.push(`${rowId} begins`);
    if (rowId === 'a') await nudge('events', 'of a');
    await new Promise((done) => setImmediate(done));
    seen.push(`${rowId} ends`);
  });
  await queues.work('events', async ({ rowId }) => {
    seen.push(rowId);
  });
  await nudge('steps', 'a');
  await nudge('steps', 'b');
  expect(seen).toEqual([]);
  dispatcher().begin([]);
  await dispatcher().idle(never);
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'of a']);
});

test('begins with what it is given, and does nothing twice that waited already', async () => {
  await queues.work('steps', async ({ rowId }) => {
    seen.push(rowId);
  });
  await nudge('steps', 'late');
  await nudge('steps', 'early');
  dispatcher().begin([{ queue: 'steps', rowId: 'early', nudge: 0 }]);
  await dispatcher().idle(never);
  expect(seen).toEqual(['early', 'late']);
});

test('a job that fails keeps no other from running, and one that is to run later is waited for', async () => {
  await queues.work('steps', async ({ rowId }) => {
    seen.push(rowId);
    if (rowId === 'fails') {
      await nudge('steps', 'again', { delayMs: 30 });
      throw new Error('it failed');
    }
  });
  dispatcher().begin([]);
  await nudge('steps', 'fails');
  await nudge('steps', 'next');
  expect(await queues.presence('steps', [{ rowId: 'next', nudge: 0 }])).toEqual(['waiting']);
  await dispatcher().idle(never);
  expect(seen).toEqual(['fails', 'next', 'again']);
  expect(await queues.presence('steps', [{ rowId: 'next', nudge: 0 }])).toEqual(['absent']);
});

test('work of the process itself is done when no job waits, and its failure is its own', async () => {
  await queues.work('steps', async ({ rowId }) => {
    seen.push(rowId);
  });
  dispatcher().begin([]);
  const [broken] = await Promise.allSettled([
    dispatcher().between(async () => {
      throw new Error('it broke');
    }),
    dispatcher().between(async () => seen.push('swept')),
    nudge('steps', 'first'),
    nudge('steps', 'second'),
  ]);
  await dispatcher().idle(never);
  expect([broken.status, ...seen]).toEqual(['rejected', 'first', 'second', 'swept']);
});

test('what runs each job is around it, and the store behind carries nothing', async () => {
  await queues.work('steps', async ({ rowId }) => {
    seen.push(rowId);
  });
  dispatcher().begin([], async (work) => {
    seen.push('(');
    await work();
    seen.push(')');
  });
  await nudge('steps', 'one');
  await dispatcher().idle(never);
  expect(seen).toEqual(['(', 'one', ')']);
  expect((await queues.counts()).steps).toMatchObject({ waiting: 0, active: 0, completed: 0 });
  expect(queues.forBoard().map(({ name }) => name)).toEqual(['steps', 'events']);
});

test('a worker that closes lets its job end within the grace, then tells it to', async () => {
  const begun = Promise.withResolvers<void>();
  const worker = await queues.work('steps', async (_, signal) => {
    begun.resolve();
    await new Promise<void>((done) => signal?.addEventListener('abort', () => done()));
    seen.push('handed back');
  });
  dispatcher().begin([]);
  await nudge('steps', 'long');
  await nudge('steps', 'never begun');
  await begun.promise;
  await worker.close(20);
  await dispatcher().idle(never);
  expect(seen).toEqual(['handed back']);
});
