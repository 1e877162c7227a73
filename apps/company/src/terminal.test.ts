import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createTestDatabase, type TestDatabase, testServers } from '@atc/stack/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

const MAIN = join(import.meta.dirname, 'main.ts');
const CACHE = pathToFileURL(join(import.meta.dirname, '../../../scripts/compile-cache.mjs')).href;
const PATIENCE = { timeout: 100_000, interval: 100 };

let database: TestDatabase;
const started = new Set<ChildProcess>();
beforeAll(async () => {
  database = await createTestDatabase(testServers().adminUrl);
});
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await database?.drop();
});

/** The company as a program of its own. */
function start() {
  const { redisUrl } = testServers();
  const child = spawn(process.execPath, ['--import', CACHE, MAIN], {
    env: {
      ...{ DATABASE_URL: database.url, PORT: '0', SEED: '2', LOG_LEVEL: 'warn', LOG_FORMAT: 'json' },
      ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.add(child);
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => said.push(text.toString()));
  const exit = once(child, 'close');
  return { child, said: () => said.join(''), exit };
}

test('a closed terminal ends the company in order, told more than once and with nobody to write to', async () => {
  const { child, said, exit } = start();
  await expect.poll(said, PATIENCE).toContain('The desk is open');
  for (const stream of [child.stdout, child.stderr]) stream.destroy();
  child.kill('SIGHUP');
  child.kill('SIGHUP');
  child.kill('SIGINT');
  expect(await exit).toEqual([0, null]);
  expect(said()).not.toContain('played to its end');
}, 120_000);

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s ends a start in order, with code 0',
  async (signal) => {
    // The sessions of the company before this one take a moment to vanish.
    await expect.poll(sessions, PATIENCE).toBe(0);
    const { child, said, exit } = start();
    // Its handlers are in place once it has reached the database.
    await expect.poll(sessions, PATIENCE).toBeGreaterThan(0);
    child.kill(signal);
    expect(await exit).toEqual([0, null]);
    expect(said()).toContain('Stopping: current work ends first');
    expect(said()).not.toMatch(/The desk is open|played to its end|cannot start/);
  },
  120_000,
);

async function sessions(): Promise<number> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: testServers().adminUrl });
  await client.connect();
  const { rows } = await client.query('SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = $1', [
    new URL(database.url).pathname.slice(1),
  ]);
  await client.end();
  return rows[0].n;
}
