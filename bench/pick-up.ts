import type { Backend, OwnCompany } from '@atc/lab-app/company';
import { createPostgresBackend, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { line, percentile, spread } from './figures.ts';

const JOBS = 400;
const WARM_UP = 50;
const ALLOWED = 1.5;

/** Time from adding a job to entering its handler: a step queue of the company against an empty BullMQ worker. */
export async function benchPickUp(company: OwnCompany, backend: Backend): Promise<readonly string[]> {
  const rounds = [
    await measureBare(company, backend),
    await measureOurs(company),
    await measureOurs(company),
    await measureBare(company, backend),
  ];
  const bare = [...(rounds[0] ?? []), ...(rounds[3] ?? [])];
  const ours = [...(rounds[1] ?? []), ...(rounds[2] ?? [])];
  const ratio = percentile(ours, 0.5) / percentile(bare, 0.5);
  return [
    line('pick-up, empty BullMQ worker', spread(bare), null),
    line(
      'pick-up, a step queue of the company',
      `${spread(ours)}; ${ratio.toFixed(2)} x (at most ${ALLOWED})`,
      ratio <= ALLOWED,
    ),
  ];
}

async function measureOurs({ ctx }: OwnCompany): Promise<readonly number[]> {
  const arrival = arrivals();
  const worker = await ctx.queues.work('agent_task', async (job) => arrival.arrived(job.rowId));
  const samples = await addOneByOne(arrival, (rowId) => ctx.queues.nudge('agent_task', [{ rowId, nudge: 0 }]));
  await worker.close(1000);
  return samples;
}

async function measureBare({ databaseUrl, redisUrl }: OwnCompany, backend: Backend): Promise<readonly number[]> {
  const arrival = arrivals();
  const connection =
    backend === 'redis'
      ? new Redis(redisUrl ?? '', { maxRetriesPerRequest: null })
      : new pg.Pool({ connectionString: databaseUrl, max: 8, options: '-c search_path=bullmq' });
  const rest = backend === 'redis' ? [] : [createPostgresBackend];
  const queue = new Queue('bare', { connection } as never, ...(rest as []));
  const worker = new Worker(
    'bare',
    (async (job: { data: { rowId: string } }) => arrival.arrived(job.data.rowId)) as never,
    { connection, concurrency: 4 } as never,
    ...(rest as []),
  );
  await worker.waitUntilReady();
  const samples = await addOneByOne(arrival, async (rowId) => {
    await queue.add('bare', { rowId }, { jobId: rowId });
  });
  await worker.close();
  await queue.close();
  if (connection instanceof Redis) connection.disconnect();
  else await connection.end();
  return samples;
}

interface Arrivals {
  arrived(rowId: string): void;
  next(rowId: string): Promise<number>;
}

function arrivals(): Arrivals {
  const waiting = new Map<string, (at: number) => void>();
  return {
    arrived: (rowId) => waiting.get(rowId)?.(performance.now()),
    next: (rowId) => new Promise((tell) => waiting.set(rowId, tell)),
  };
}

let round = 0;

async function addOneByOne(arrival: Arrivals, add: (rowId: string) => Promise<unknown>): Promise<readonly number[]> {
  round += 1;
  const samples: number[] = [];
  for (let i = 0; i < JOBS + WARM_UP; i += 1) {
    const rowId = `pick${round}x${i}`;
    const there = arrival.next(rowId);
    const begun = performance.now();
    await add(rowId);
    samples.push((await there) - begun);
  }
  return samples.slice(WARM_UP);
}
