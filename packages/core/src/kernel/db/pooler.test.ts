import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, testServers } from '@atc/stack/testing';
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { reachDatabase } from './index.ts';

const hasPgBouncer = spawnSync('pgbouncer', ['--version']).status === 0;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return address && typeof address === 'object' ? address.port : 0;
}

/** Runs `work` with the address of a database behind PgBouncer with these settings. */
async function behind(settings: readonly string[], query: string, work: (url: string) => Promise<void>): Promise<void> {
  const database = await createTestDatabase(testServers().adminUrl);
  const folder = await mkdtemp(join(tmpdir(), 'company-pooler-'));
  const { username, password, port, pathname } = new URL(database.url);
  const listen = await freePort();
  const server = `* = host=127.0.0.1 port=${port} user=${username} password=${password} connect_query='${query}'`;
  const own = [`listen_port = ${listen}`, 'listen_addr = 127.0.0.1', 'auth_type = any', 'unix_socket_dir ='];
  const file = join(folder, 'pgbouncer.ini');
  await writeFile(file, ['[databases]', server, '[pgbouncer]', ...own, ...settings].join('\n'));
  // It refuses to run as root.
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const ini = process.getuid?.() === 0 ? await readableBy(folder) : file;
  const pooler = spawn('pgbouncer', [ini], { ...user, stdio: 'ignore' });
  try {
    const url = `postgresql://any@127.0.0.1:${listen}${pathname}`;
    await vi.waitFor(() => ask(url), { timeout: 10_000 });
    await work(url);
  } finally {
    pooler.kill('SIGKILL');
    await database.drop();
    await rm(folder, { recursive: true });
  }
}

async function readableBy(folder: string): Promise<string> {
  spawnSync('chmod', ['-R', 'a+rX', folder]);
  return join(folder, 'pgbouncer.ini');
}

async function ask(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('SELECT 1').finally(() => client.end());
}

const DROP = 'ignore_startup_parameters = options';
const SET = `SET timezone TO UTC; SET lock_timeout TO 500`;

test.skipIf(!hasPgBouncer).each([
  { mode: 'transaction', more: [], query: 'SELECT 1', why: /unsupported startup parameter/ },
  { mode: 'session', more: [], query: 'SELECT 1', why: /unsupported startup parameter/ },
  { mode: 'session', more: [DROP], query: 'SELECT 1', why: /settings of a session are dropped/ },
  { mode: 'transaction', more: [DROP], query: SET, why: /lent for one transaction/ },
])('a PgBouncer in $mode mode $more is refused in one line, which says how to connect', async (given) => {
  const { mode, more, query, why } = given;
  await behind([`pool_mode = ${mode}`, ...more], query, async (url) => {
    const refusal = await reachDatabase(url).catch((error) => error);
    expect(refusal).toMatchObject({ name: 'StartError', message: expect.stringMatching(/PgBouncer.*5432/) });
    expect(refusal.message).toMatch(why);
    expect(refusal.message).not.toContain('\n');
  });
});

test('a PostgreSQL of one’s own is taken, in whatever zone it lives', async () => {
  const database = await createTestDatabase(testServers().adminUrl);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`ALTER DATABASE ${new URL(database.url).pathname.slice(1)} SET timezone = 'America/New_York'`);
  await client.end();
  await expect(reachDatabase(database.url)).resolves.toBeUndefined();
  await database.drop();
});
