import type { Backend, OwnCompany } from '@atc/lab-app/company';
import { createPostgresBackend, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';

export interface BareWork {
  readonly jobs: number;
  readonly commits: number;
  /** Statements that write nothing. */
  readonly reads?: number;
}

const CONCURRENCY = 4;
const COMMITTERS = 10;

/** Runs so many empty jobs, single-row commits and reads of one row at the same time, as fast as the machinery goes. */
export async function runBare(
  { databaseUrl, redisUrl }: OwnCompany,
  backend: Backend,
  work: BareWork,
): Promise<{ readonly seconds: number }> {
  const commits = new pg.Pool({ connectionString: databaseUrl, max: COMMITTERS });
  await commits.query(
    'CREATE TABLE IF NOT EXISTS bare_commits (id serial PRIMARY KEY, at timestamptz DEFAULT now(), text text)',
  );
  const begun = performance.now();
  await Promise.all([
    runJobs(backend, { databaseUrl, redisUrl }, work.jobs),
    runStatements(commits, work.commits, "INSERT INTO bare_commits (text) VALUES ('one commit')"),
    runStatements(commits, work.reads ?? 0, 'SELECT text FROM bare_commits WHERE id = 1'),
  ]);
  const seconds = (performance.now() - begun) / 1000;
  await commits.end();
  return { seconds };
}

async function runStatements(pool: pg.Pool, count: number, text: string): Promise<void> {
  let left = count;
  const committer = async () => {
    while (left > 0) {
      left -= 1;
      await pool.query({ name: text.slice(0, 6), text });
    }
  };
  await Promise.all(Array.from({ length: COMMITTERS }, committer));
}

async function runJobs(
  backend: Backend,
  urls: { readonly databaseUrl: string; readonly redisUrl: string | null },
  count: number,
): Promise<void> {
  const connection =
    backend === 'redis'
      ? new Redis(urls.redisUrl ?? '', { maxRetriesPerRequest: null })
      : new pg.Pool({ connectionString: urls.databaseUrl, max: 8, options: '-c search_path=bullmq' });
  const rest = (backend === 'redis' ? [] : [createPostgresBackend]) as [];
  const queue = new Queue('bare-jobs', { connection } as never, ...rest);
  let done = 0;
  let finish: () => void = () => undefined;
  const all = new Promise<void>((tell) => {
    finish = tell;
  });
  const handle = async () => {
    done += 1;
    if (done >= count) finish();
  };
  const worker = new Worker('bare-jobs', handle as never, { connection, concurrency: CONCURRENCY } as never, ...rest);
  await worker.waitUntilReady();
  for (let i = 0; i < count; i += 1) await queue.add('bare', { rowId: String(i) });
  await all;
  await worker.close();
  await queue.close();
  if (connection instanceof Redis) connection.disconnect();
  else await connection.end();
}
