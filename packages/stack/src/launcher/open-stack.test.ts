import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { outsidePlace } from '../postgres/index.ts';
import { discardScratch, makeScratch } from '../testing/scratch.ts';
import { openStack, type Stack, stopStack } from './index.ts';

let dataDir: string;
const told: string[] = [];

// One cluster for all: making one is what takes long. Each test leaves its servers stopped.
beforeAll(async () => {
  dataDir = await makeScratch();
});
beforeEach(() => {
  told.length = 0;
});
afterEach(() => stopStack(dataDir));
afterAll(() => discardScratch(dataDir));

const open = (folder = dataDir) => openStack({ dataDir: folder, say: (line) => told.push(line) });

async function ask(stack: Stack, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: stack.databaseUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const serverPid = async () =>
  Number((await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0]);

test('finds its data again on the same address', async () => {
  const first = await open();
  await ask(first, 'CREATE TABLE kept AS SELECT 7 AS n');
  await first.close();
  const second = await open();
  expect(await ask(second, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  expect(second.databaseUrl).toBe(first.databaseUrl);
  expect(second.redisUrl).toBe(first.redisUrl);
  await second.close();
});

test('leaves the servers running for whoever still uses them', async () => {
  const company = await open();
  const studio = await open();
  await company.close();
  expect(await ask(studio, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  await studio.close();
  await expect(ask(studio, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
});

test('adopts the servers of a company that was killed, and what it had committed', async () => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./testing/hold-stack.ts', import.meta.url)), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const heir = await open();
  expect(told).toEqual([]);
  expect(await ask(heir, 'SELECT n FROM committed')).toEqual([{ n: 42 }]);
  await heir.close();
});

test('recovers when the database server itself was killed', async () => {
  const first = await open();
  await ask(first, 'CREATE TABLE survived AS SELECT 7 AS n');
  process.kill(await serverPid(), 'SIGKILL');
  const second = await open();
  expect(await ask(second, 'SELECT n FROM survived')).toEqual([{ n: 7 }]);
  await Promise.all([first.close(), second.close()]);
});

test('is not misled by a lock file whose process number now belongs to a stranger', async () => {
  const first = await open();
  const lockFile = join(dataDir, 'postgres/data/postmaster.pid');
  const lock = await readFile(lockFile, 'utf8');
  await first.close();
  await writeFile(lockFile, lock.replace(/^\d+/, String(process.pid)));
  const second = await open();
  expect(await ask(second, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  await second.close();
});

test('moves to another port when its own was taken meanwhile', async () => {
  const first = await open();
  const { port } = new URL(first.databaseUrl);
  await first.close();
  const stranger = createServer().listen(Number(port), '127.0.0.1');
  await once(stranger, 'listening');
  const second = await open();
  expect(new URL(second.databaseUrl).port).not.toBe(port);
  await second.close();
  stranger.close();
});

test('two starts at the same moment share one pair of servers', async () => {
  const [one, other] = await Promise.all([open(), open()]);
  expect(one.databaseUrl).toBe(other.databaseUrl);
  expect(one.redisUrl).toBe(other.redisUrl);
  await Promise.all([one.close(), other.close()]);
});

test.each([
  [{ databaseUrl: 'postgresql://me:hidden@127.0.0.1:9/none' }, /127\.0\.0\.1:9\/none.*ECONNREFUSED/],
  [{ redisUrl: 'redis://me:hidden@127.0.0.1:9/1' }, /127\.0\.0\.1:9\) does not answer: .*ECONNREFUSED/],
  [{ redisUrl: 'redis-cluster://127.0.0.1:9,127.0.0.1:10' }, /127\.0\.0\.1:9,127\.0\.0\.1:10\) does not answer/],
])('names a server of the user that cannot be reached, without its password, and starts none', async (given, why) => {
  const failure = await openStack({ dataDir, ...given, say: (line) => told.push(line) }).catch((error) => error);
  expect(failure).toMatchObject({ name: 'StartError', message: expect.stringMatching(why) });
  expect(failure.message).not.toMatch(/hidden|\n/);
  expect(told).toEqual([]);
});

test('says what a database that answers has against the login', async () => {
  const stack = await open();
  const elsewhere = stack.databaseUrl.replace(/[^/]+$/, 'nowhere');
  await expect(openStack({ dataDir, databaseUrl: elsewhere, say: () => undefined })).rejects.toThrow(
    /"nowhere" does not exist/,
  );
  await stack.close();
});

test.runIf(process.getuid?.() === 0)(
  'as root, keeps the files elsewhere when the server may not enter the folder',
  async () => {
    const closed = await makeScratch();
    await chmod(closed, 0o700);
    const stack = await open(closed);
    expect(told.join('\n')).toContain(`cannot enter ${closed}`);
    expect(await ask(stack, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await stack.close();
    await rm(outsidePlace(closed), { recursive: true });
    await discardScratch(closed);
  },
);
