import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestFleet, testFleet, until } from './testing/test-fleet.ts';

const NAME = 'risk-calculator';
const root = join(import.meta.dirname, '../../..');
const run = promisify(execFile);

let fleet: TestFleet;
let home: string;

beforeAll(async () => {
  fleet = await testFleet();
  home = await mkdtemp(join(tmpdir(), 'company-pm2-'));
});
afterAll(async () => {
  await pm2('kill');
  await rm(home, { recursive: true, force: true });
  await fleet.close();
});

/** Runs pm2 with a daemon of this test's own. */
async function pm2(...args: readonly string[]): Promise<void> {
  const env = {
    PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
    HOME: home,
    PM2_HOME: home,
    DATABASE_URL: fleet.databaseUrl,
    ...(fleet.redisUrl ? { REDIS_URL: fleet.redisUrl } : {}),
  };
  await run(join(root, 'node_modules/.bin/pm2'), [...args], { cwd: root, env });
}

const read = (file: string) => readFile(join(home, file), 'utf8').catch(() => '');

test('a process that pm2 stops ends by itself, with code 0', { timeout: 60_000 }, async () => {
  await pm2('start', 'pm2.config.js', '--only', NAME);
  await until('the process to be ready', async () => (await read(`logs/${NAME}-out.log`)).includes('process is ready'));
  await pm2('stop', NAME);
  // pm2 names its first signal where the process ended by itself.
  expect(await read('pm2.log')).toMatch(/exited with code \[0\] via signal \[SIGINT\]/);
});
