import { availableQueueBackends, createTestDatabase, testServers } from '@atc/stack/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Nudge } from '../db/index.ts';
import { silentLog } from '../log/index.ts';
import { openQueues } from './open-queues.ts';
import type { Queues } from './queues.ts';

const specs = [
  { name: 'work', concurrency: 2 },
  { name: 'slow', concurrency: 2, maxPerSecond: 5 },
] as const;

/** Collects what a worker was handed; `next(n)` settles when n jobs have come. */
function collector() {
  const seen: string[] = [];
  let wake: () => void = () => undefined;
  return {
    seen,
    take: async (job: Pick<Nudge, 'rowId' | 'nudge'>) => {
      seen.push(`${job.rowId}-${job.nudge}`);
      wake();
    },
    next: async (count: number) => {
      while (seen.length < count) {
        await new Promise<void>((done) => {
          wake = done;
        });
      }
    },
  };
}

describe.each(availableQueueBackends())('queues on %s', (backend) => {
  let queues: Queues;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const { adminUrl, redisUrl } = testServers();
    const database = await createTestDatabase(adminUrl);
    drop = database.drop;
    const prefix = `test-${new URL(database.url).pathname.slice(1)}`;
    queues = await openQueues({
      specs,
      redisUrl: backend === 'redis' ? redisUrl : null,
      databaseUrl: database.url,
      prefix,
      workers: 4,
      log: silentLog(),
    });
  });

  afterAll(async () => {
    await queues.close();
    await drop();
  });

  test('runs on the backend that was asked for', () => {
    expect(queues.backend).toBe(backend);
  });

  test('hands over a job once, however often it is added', async () => {
    const { take, next, seen } = collector();
    const worker = await queues.work('work', take);
    await queues.nudge('work', [{ rowId: 'a', nudge: 0 }]);
    await queues.nudge('work', [
      { rowId: 'a', nudge: 0 },
      { rowId: 'b', nudge: 0 },
    ]);
    await next(2);
    await queues.nudge('work', [
      { rowId: 'a', nudge: 0 },
      { rowId: 'a', nudge: 1 },
    ]);
    await next(3);
    expect([...seen].sort()).toEqual(['a-0', 'a-1', 'b-0']);
    await worker.close(1000);
  });

  test('knows which jobs are to run, over, or were never there', async () => {
    await queues.nudge('work', [{ rowId: 'later', nudge: 0 }]);
    expect(
      await queues.presence('work', [
        { rowId: 'later', nudge: 0 },
        { rowId: 'a', nudge: 0 },
        { rowId: 'never', nudge: 0 },
      ]),
    ).toEqual(['waiting', 'finished', 'absent']);
  });

  test('tells how many wait in each queue, and since when', async () => {
    const [work, slow] = await queues.looks();
    expect(work).toMatchObject({ name: 'work', waiting: 1, active: 0, failed: 0, paused: false });
    expect(Date.now() - Number(work?.oldestAt)).toBeLessThan(60_000);
    expect(slow).toMatchObject({ name: 'slow', waiting: 0, oldestAt: null });
    await queues.showPaused('slow', true);
    expect((await queues.looks())[1]?.paused).toBe(true);
    await queues.showPaused('slow', false);
  });

  test('starts no more jobs a second than the limit', async () => {
    const { take, next } = collector();
    const begun = performance.now();
    const worker = await queues.work('slow', take);
    await queues.nudge(
      'slow',
      Array.from({ length: 11 }, (_, i) => ({ rowId: `s${i}`, nudge: 0 })),
    );
    await next(11);
    expect(performance.now() - begun).toBeGreaterThan(1800);
    await worker.close(1000);
  });

  test('refuses a queue that nobody declared', async () => {
    await expect(queues.nudge('nowhere', [{ rowId: 'x', nudge: 0 }])).resolves.toBe(false);
    await expect(queues.work('nowhere', async () => undefined)).rejects.toThrow('no queue is named nowhere');
  });

  test('a repeating job ticks until it is removed', async () => {
    const { take, next, seen } = collector();
    const worker = await queues.work('work', take);
    const tick = { id: 'tick', queue: 'work', everyMs: 100 };
    await queues.schedule([tick]);
    await next(seen.length + 3);
    expect(await queues.isScheduled(tick)).toBe(true);
    await queues.unschedule('work', ['tick']);
    expect(await queues.isScheduled(tick)).toBe(false);
    await worker.close(1000);
    expect(seen.filter((id) => id.startsWith('tick')).length).toBeGreaterThanOrEqual(2);
  });
});
