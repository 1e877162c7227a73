import { readdir, readFile, rename } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { freePort, isAlive } from '../host/index.ts';
import { startPostgres } from '../postgres/index.ts';
import { startRedis } from '../redis/index.ts';
import { discardScratch, makeScratch } from '../testing/scratch.ts';
import { openStack, type Stack, stopStack } from './index.ts';
import { pauseBefore, triesThatCount } from './restart.ts';
import { watchOver } from './watch-over.ts';

const SOON = { timeout: 25_000, interval: 50 };

let dataDir: string;
let told: string[];
const say = (line: string) => told.push(line);

// One cluster for all: making one is what takes long. Each test leaves its servers stopped.
beforeAll(async () => {
  dataDir = await makeScratch();
});
beforeEach(() => {
  told = [];
});
afterAll(() => discardScratch(dataDir));

const started = (name: string) => told.filter((line) => line === `${name} ended and is started again`).length;
const lockText = () => readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').catch(() => '');
const postgresPid = async () => Number((await lockText()).split('\n')[0]);

async function redisAsk({ redisUrl }: Pick<Stack, 'redisUrl'>, ...command: [string, ...string[]]): Promise<string> {
  const { port, password } = new URL(redisUrl ?? '');
  const { tryRedis } = await import('../redis/try-redis.ts');
  const redis = await tryRedis(Number(port), password);
  const answer = await redis?.call(...command).catch(String);
  redis?.disconnect();
  return answer === undefined ? 'nobody answers' : String(answer);
}

async function ask({ databaseUrl }: Pick<Stack, 'databaseUrl'>, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } catch (error) {
    return error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

test('a server that ends is started again at once, then after growing pauses, and given up at last', () => {
  const pauses = [0, 1000, 2000];
  expect([0, 1, 2, 3].map((tries) => pauseBefore(tries, pauses))).toEqual([0, 1000, 2000, null]);
  expect(triesThatCount(2, 119_999)).toBe(2);
  expect(triesThatCount(2, 120_000)).toBe(0);
});

test('a private PostgreSQL that is killed, also on its way, comes back with what was committed', async () => {
  const stack = await openStack({ dataDir, queueBackend: 'postgres', say });
  await ask(stack, 'CREATE TABLE kept AS SELECT 7 AS n');
  process.kill(await postgresPid(), 'SIGKILL');
  await expect.poll(() => started('PostgreSQL'), SOON).toBe(1);
  const first = await postgresPid();
  await expect.poll(async () => (await postgresPid()) > 0 && (await postgresPid()) !== first, SOON).toBe(true);
  process.kill(await postgresPid(), 'SIGKILL');
  await expect.poll(() => ask(stack, 'SELECT n FROM kept'), SOON).toEqual([{ n: 7 }]);
  await stack.close();
  expect(await lockText()).toBe('');
});

test('two processes that use a server start it again once between them', async () => {
  const [company, studio] = [
    await openStack({ dataDir, queueBackend: 'postgres', say }),
    await openStack({ dataDir, queueBackend: 'postgres', say }),
  ];
  process.kill(await postgresPid(), 'SIGKILL');
  // Both hold it again: one that leaves before the other has come back is alone.
  const holders = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'company stack'`;
  await expect.poll(() => ask(company, holders), SOON).toEqual([{ n: 2 }]);
  await company.close();
  expect(await ask(studio, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  await studio.close();
  expect(started('PostgreSQL')).toBe(1);
});

test('a private Redis that is killed comes back with its jobs; one that is left stays stopped', async ({ skip }) => {
  const server = await startRedis({ dataDir, say });
  if (!server) return skip();
  const stack = { redisUrl: server.url };
  const watch = watchOver({ name: 'Redis', server }, say);
  const pid = async () => Number(/process_id:(\d+)/.exec(await redisAsk(stack, 'INFO', 'server'))?.[1]);
  await redisAsk(stack, 'SET', 'job', '7');
  process.kill(await pid(), 'SIGKILL');
  await expect.poll(() => redisAsk(stack, 'GET', 'job'), SOON).toBe('7');
  process.kill(await pid(), 'SIGKILL');
  await watch.stop();
  await server.leave();
  expect(await redisAsk(stack, 'PING')).toBe('nobody answers');
});

test('a server that does not come back is given up after its tries, with its last words', async () => {
  const server = await startPostgres({ dataDir, say });
  const watch = watchOver({ name: 'PostgreSQL', server }, say, [0, 10]);
  const control = join(dataDir, 'postgres/data/global/pg_control');
  await rename(control, `${control}.away`);
  process.kill(await postgresPid(), 'SIGKILL');
  expect(await watch.lost).toMatchObject({ code: 'server_lost', message: expect.stringContaining('after 2 tries') });
  expect(told.filter((line) => /could not be started again \(try \d\): .*pg_control/.test(line))).toHaveLength(2);
  await rename(`${control}.away`, control);
});

test('a server whose port was taken meanwhile is not started on another', async () => {
  const server = await startPostgres({ dataDir, say });
  const watch = watchOver({ name: 'PostgreSQL', server }, say, [0]);
  const pid = await postgresPid();
  process.kill(pid, 'SIGSTOP');
  const stranger = createServer();
  const taking = new Promise<void>((done) => {
    const take = () => stranger.listen(Number(new URL(server.url).port), '127.0.0.1');
    stranger.on('error', () => setImmediate(take)).on('listening', () => done());
    take();
  });
  process.kill(pid, 'SIGKILL');
  await taking;
  await watch.lost;
  expect(told.at(-1)).toMatch(/could not be started again \(try 1\): its port \d+ is taken by another program/);
  stranger.close();
});

test('a server that was stopped on purpose is not started again', async () => {
  const stack = await openStack({ dataDir, queueBackend: 'postgres', say });
  await stopStack(dataDir);
  expect(await stack.lost).toMatchObject({ message: 'PostgreSQL was stopped by another command' });
  await stack.close();
  expect(started('PostgreSQL')).toBe(0);
});

test('an address that names the private server is the private server, on that port or not at all', async () => {
  const first = await openStack({ dataDir, queueBackend: 'postgres', say });
  const { databaseUrl } = first;
  expect(first.ours).toEqual(['PostgreSQL']);
  await first.close();
  const second = await openStack({ dataDir, databaseUrl, queueBackend: 'postgres', say });
  expect(second).toMatchObject({ databaseUrl, ours: ['PostgreSQL'] });
  await second.close();
});

test.each(['making an empty PostgreSQL database', 'starting PostgreSQL', 'starting Redis'])(
  'a start that is told to end while it is %s leaves nothing behind',
  async (moment) => {
    const shared = dataDir;
    if (moment.startsWith('making')) dataDir = await makeScratch();
    const why = new Error('told to end');
    // What is up sooner than it is told to end is a start like any other: it is ended, and told sooner.
    for (const afterMs of [30, 5, 0]) {
      const failure = await startUntil({ moment, afterMs, why });
      if (!told.includes(moment)) return;
      if (failure === why) break;
      expect([failure, afterMs]).not.toEqual([null, 0]);
      expect(failure).toBeNull();
    }
    const names = await readdir(join(dataDir, 'postgres')).catch(() => []);
    expect(names.filter((name) => name.startsWith('part-'))).toEqual([]);
    const pid = await postgresPid();
    expect(pid > 0 && isAlive(pid)).toBe(false);
    const ports = await Promise.all(['postgres', 'redis'].map((name) => portIn(`${name}.json`)));
    for (const port of ports) if (port) expect(await freePort(port)).toBe(port);
    if (dataDir !== shared) await discardScratch(dataDir);
    dataDir = shared;
  },
);

/** Starts a stack that is told to end some time after a line; what it failed with, null where it was up before. */
async function startUntil(told: { moment: string; afterMs: number; why: Error }): Promise<unknown> {
  const end = new AbortController();
  const onLine = (line: string) => {
    say(line);
    if (line === told.moment) setTimeout(() => end.abort(told.why), told.afterMs);
  };
  try {
    const stack = await openStack({ dataDir, say: onLine, signal: end.signal });
    await stack.close();
    return null;
  } catch (error) {
    return error;
  }
}

async function portIn(name: string): Promise<number | null> {
  const text = await readFile(join(dataDir, name), 'utf8').catch(() => null);
  return text === null ? null : JSON.parse(text).port;
}
