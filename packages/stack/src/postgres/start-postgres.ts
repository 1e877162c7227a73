import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '@atc/core/kernel/errors';
import type pg from 'pg';
import { freePort, oneAtATime, runProgram, type Say, type SharedServer, waitFor, writeNote } from '../host/index.ts';
import { type Cluster, findCluster, makeCluster } from './cluster.ts';
import { ensureDatabase, localUrl, tryConnect } from './connect.ts';
import { runningServer } from './lock-file.ts';

export interface PostgresOptions {
  readonly dataDir: string;
  readonly say: Say;
  /** Tests only: gives up surviving a power cut for speed. */
  readonly unsafe?: boolean;
  readonly maxConnections?: number;
}

const DATABASE = 'company';
const RECOVERY_MS = 120_000;

interface Answer {
  readonly note: Cluster['note'];
  readonly client: pg.Client;
}

/**
 * Starts the private PostgreSQL of a data folder, or adopts the one that runs there, also after its starter was killed.
 * Waits for crash recovery. Throws a `StartError` with the server's last log lines when it does not come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<SharedServer> {
  await mkdir(options.dataDir, { recursive: true, mode: 0o755 });
  return oneAtATime(lockFile(options.dataDir), () => start(options));
}

async function start(options: PostgresOptions): Promise<SharedServer> {
  const cluster = (await findCluster(options.dataDir)) ?? (await makeCluster(options.dataDir, options.say));
  const found = await adopt(cluster);
  const { note, client } = found ?? (await launch(cluster, options));
  const admin = await tryConnect(localUrl(note, 'postgres'));
  if (!admin) throw new StartError('postgres_gone', 'PostgreSQL stopped while it was being opened: start again');
  await ensureDatabase(admin, DATABASE);
  await admin.end();
  return {
    url: localUrl(note, DATABASE),
    adopted: found !== null,
    leave: () => oneAtATime(lockFile(options.dataDir), () => leave(cluster, client)),
    keep: () => client.end().catch(() => undefined),
  };
}

/** Stops the private PostgreSQL of a data folder, whoever is connected; nothing when none runs. */
export async function stopPostgres(dataDir: string): Promise<void> {
  if (!existsSync(join(dataDir, 'postgres.json'))) return;
  await oneAtATime(lockFile(dataDir), async () => {
    const cluster = await findCluster(dataDir);
    if (cluster && (await runningServer(cluster.data)) !== null) await halt(cluster);
  });
}

function lockFile(dataDir: string): string {
  return join(dataDir, 'postgres.lock');
}

async function adopt(cluster: Cluster): Promise<Answer | null> {
  // Alive but silent means starting, recovering or stopping: it ends in an answer or in its death.
  const answer = await waitFor(async () => {
    if ((await runningServer(cluster.data)) === null) return 'absent' as const;
    return tryConnect(localUrl(cluster.note, 'postgres'));
  }, RECOVERY_MS);
  if (answer === null)
    throw new StartError(
      'postgres_silent',
      `a PostgreSQL runs on ${cluster.data} but does not answer; its log is ${cluster.log}`,
    );
  return answer === 'absent' ? null : { note: cluster.note, client: answer };
}

async function launch(cluster: Cluster, options: PostgresOptions): Promise<Answer> {
  options.say('starting PostgreSQL');
  const note = { ...cluster.note, port: await freePort(cluster.note.port) };
  await writeNote(cluster.notePath, note);
  const settings = serverSettings(note.port, options);
  const flags = Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
  const args = [
    'start',
    '-D',
    cluster.data,
    '-l',
    cluster.log,
    '-o',
    flags,
    '-w',
    '-t',
    String(RECOVERY_MS / 1000),
    '-s',
  ];
  const failure = await runProgram(cluster.binaries.pgCtl, args, cluster.runAs).then(
    () => null,
    (error: unknown) => error,
  );
  const client = await tryConnect(localUrl(note, 'postgres'));
  if (client) return { note, client };
  throw new StartError('postgres_failed', `PostgreSQL did not start: ${await lastLines(cluster.log)}`, {
    cause: failure,
  });
}

function serverSettings(
  port: number,
  { unsafe = false, maxConnections = 200 }: PostgresOptions,
): Readonly<Record<string, string>> {
  const local = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const size = { max_connections: String(maxConnections), max_wal_size: '512MB' };
  const fast: Readonly<Record<string, string>> = unsafe
    ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
    : {};
  return { ...local, ...size, ...fast };
}

async function leave(cluster: Cluster, client: pg.Client): Promise<void> {
  const alone = await waitFor(() => isAlone(client), 1000);
  await client.end().catch(() => undefined);
  if (alone) await halt(cluster);
}

// Connections that this process has just closed take a moment to vanish on the server.
async function isAlone(client: pg.Client): Promise<true | null> {
  const others = `SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() LIMIT 1`;
  const { rowCount } = await client.query(others).catch(() => ({ rowCount: 1 }));
  return rowCount === 0 ? true : null;
}

async function halt({ binaries, data, runAs }: Cluster): Promise<void> {
  await runProgram(binaries.pgCtl, ['stop', '-D', data, '-m', 'fast', '-w', '-s'], runAs);
}

async function lastLines(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-3).join(' | ') || `no log in ${path}`;
}
