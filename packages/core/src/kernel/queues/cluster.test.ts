import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { testServers } from '@atc/stack/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { silentLog } from '../log/index.ts';
import { openQueues } from './open-queues.ts';
import { reachRedis } from './redis.ts';

const PASSWORD = 'a pass,word';
const hasCluster = ['redis-server', 'redis-cli'].every((it) => spawnSync(it, ['--version']).status === 0);

describe.skipIf(!hasCluster)('a Redis Cluster of three nodes with a password', () => {
  const servers: ChildProcess[] = [];
  let folder: string;
  let ports: readonly number[];
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'company-cluster-'));
    ports = await Promise.all([freePort(), freePort(), freePort()]);
    for (const port of ports) servers.push(startNode(folder, port));
    const nodes = ports.map((port) => `127.0.0.1:${port}`);
    const cli = (...args: readonly string[]) =>
      promisify(execFile)('redis-cli', ['-a', PASSWORD, '--no-auth-warning', ...args]);
    for (const port of ports) await vi.waitFor(() => cli('-p', `${port}`, 'ping'), { timeout: 20_000 });
    await cli('--cluster', 'create', ...nodes, '--cluster-yes');
    url = `redis-cluster://:${encodeURIComponent(PASSWORD)}@${nodes.join(',')}`;
    await vi.waitFor(() => reachRedis(url), { timeout: 50_000, interval: 200 });
  }, 120_000);

  afterAll(async () => {
    for (const server of servers) server.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  test('two companies work beside each other, and none gets the other one’s jobs', async () => {
    const seen: string[] = [];
    const open = (company: string) =>
      openQueues({
        ...{ specs: ['steps', 'turns', 'events'].map((name) => ({ name, concurrency: 2 })), redisUrl: url },
        ...{ databaseUrl: testServers().adminUrl, prefix: `{atc-${company}}`, workers: 3, log: silentLog() },
      });
    const [one, two] = [await open('one'), await open('two')];
    for (const { name } of one.specs) {
      await one.work(name, async ({ rowId }) => void seen.push(`one ${name} ${rowId}`));
      await two.work(name, async ({ rowId }) => void seen.push(`two ${name} ${rowId}`));
    }
    const jobs = Array.from({ length: 20 }, (_, i) => ({ rowId: `${i}`, nudge: 0 }));
    for (const { name } of one.specs) expect(await one.nudge(name, jobs)).toBe(true);
    await one.schedule([{ id: 'tick', queue: 'turns', everyMs: 100 }]);
    await expect.poll(() => seen.filter((line) => !line.endsWith('tick')).length, { timeout: 20_000 }).toBe(60);
    await expect.poll(() => seen.some((line) => line === 'one turns tick'), { timeout: 20_000 }).toBe(true);
    expect(seen.filter((line) => line.startsWith('two'))).toEqual([]);
    expect(await one.presence('steps', [{ rowId: '1', nudge: 0 }])).toEqual(['finished']);
    await Promise.all([one.close(), two.close()]);
  }, 60_000);

  test('a wrong password, and a node named as if it stood alone, are each one line without the password', async () => {
    const [node = 0] = ports;
    const wrong = reachRedis(`redis-cluster://:hidden@127.0.0.1:${node}`);
    await expect(wrong).rejects.toThrow(
      /^Redis at REDIS_URL \(127\.0\.0\.1:\d+\) does not answer: [^\n]*WRONGPASS[^\n]*$/,
    );
    const alone = reachRedis(`redis://:${encodeURIComponent(PASSWORD)}@127.0.0.1:${node}`);
    await expect(alone).rejects.toThrow(
      /^Redis at REDIS_URL \(127\.0\.0\.1:\d+\) is a node of a Redis Cluster: write /,
    );
  });
});

function startNode(folder: string, port: number): ChildProcess {
  const settings = { port, 'cluster-enabled': 'yes', 'cluster-config-file': `nodes-${port}.conf`, dir: folder };
  const login = { requirepass: PASSWORD, masterauth: PASSWORD, bind: '127.0.0.1', save: '', appendonly: 'no' };
  const args = Object.entries({ ...settings, ...login }).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  return spawn('redis-server', args, { stdio: 'ignore' });
}

const BUS = 10_000;

/** One whose partner for the cluster's own talk, ten thousand above it, is free too. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 30_000);
    if ((await isFree(port)) && (await isFree(port + BUS))) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((tell) => {
    server.once('error', () => tell(false));
    server.listen(port, '127.0.0.1', () => server.close(() => tell(true)));
  });
}
