import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '@atc/core/kernel/errors';
import type pg from 'pg';
import {
  isNoted,
  oneAtATime,
  refuseWithdrawn,
  type Say,
  type SharedServer,
  waitFor,
  writeNote,
} from '../host/index.ts';
import { type Cluster, clusterFor, exchange, findCluster, makeCluster } from './cluster.ts';
import { localUrl, tryConnect } from './connect.ts';
import { DATABASE, deskUrl, prepareDesk } from './roles.ts';
import { type Answer, adopt, haltIfRunning, launch } from './server.ts';

export interface PostgresOptions {
  readonly dataDir: string;
  readonly say: Say;
  /** Ends a start: nothing half made stays. */
  readonly signal?: AbortSignal | undefined;
  /** Others know its address: it comes up there or not at all. */
  readonly keepPort?: boolean;
  /** Tests only: gives up surviving a power cut for speed. */
  readonly unsafe?: boolean;
  readonly maxConnections?: number;
}

/** Its address is an ordinary role's, which owns the company's database. */
export interface PrivatePostgres extends SharedServer {
  /** The superuser's address, for the upkeep of the server alone. */
  readonly adminUrl: string;
}

/**
 * Starts the private PostgreSQL of a data folder, or adopts the one that runs there, also after its starter was killed.
 * Waits for crash recovery. Throws a `StartError` with the server's last log lines when it does not come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<PrivatePostgres> {
  await mkdir(options.dataDir, { recursive: true, mode: 0o755 });
  return oneAtATime(lockFile(options.dataDir), () => start(options), options.signal);
}

async function start(options: PostgresOptions): Promise<PrivatePostgres> {
  const { dataDir, say, signal, keepPort = false } = options;
  await exchange(await clusterFor(dataDir, () => undefined));
  const cluster = (await findCluster(dataDir)) ?? (await makeCluster(dataDir, options));
  const found = await adopt(cluster, signal);
  const starting = { say, signal, keepPort, line: 'starting PostgreSQL', settings: serverSettings(options) };
  const { note, client } = found ?? (await launch(cluster, starting));
  if (note.stopped) await writeNote(cluster.notePath, { port: note.port, password: note.password });
  const admin = await tryConnect(localUrl(note, 'postgres'));
  if (!admin) throw new StartError('postgres_gone', 'PostgreSQL stopped while it was being opened: start again');
  await prepareDesk(admin, note).finally(() => admin.end());
  return { adopted: found !== null, ...share({ ...cluster, note }, client, options) };
}

function share(cluster: Cluster, client: pg.Client, options: PostgresOptions): Omit<PrivatePostgres, 'adopted'> {
  const alone = <T>(work: () => Promise<T>, signal?: AbortSignal) =>
    oneAtATime(lockFile(options.dataDir), work, signal);
  let held = hold(client);
  return {
    url: deskUrl(cluster.note),
    adminUrl: localUrl(cluster.note, 'postgres'),
    // One that broke before anybody listened says so by its next statement.
    ended: async () => {
      if (await answers(held.client)) await held.ended;
    },
    revive: async (signal) => {
      const answer = await alone(() => revive(cluster, options, signal), signal);
      held = hold(answer.client);
    },
    leave: () => alone(() => leave(cluster, held.client)),
    keep: () => held.client.end().catch(() => undefined),
  };
}

function hold(client: pg.Client): { readonly client: pg.Client; readonly ended: Promise<void> } {
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  client.once('end', () => resolve());
  return { client, ended };
}

async function revive(cluster: Cluster, options: PostgresOptions, signal: AbortSignal): Promise<Answer> {
  await refuseWithdrawn('PostgreSQL', cluster.notePath, cluster.note);
  const again = { ...options, signal, keepPort: true, settings: serverSettings(options) };
  return (
    (await adopt(cluster, signal)) ??
    (await launch(cluster, { ...again, line: 'PostgreSQL ended and is started again' }))
  );
}

/** Whether an address names the private PostgreSQL of a data folder. */
export function isPrivatePostgres(dataDir: string, url: string): Promise<boolean> {
  return isNoted(join(dataDir, 'postgres.json'), url, DATABASE);
}

/** Stops the private PostgreSQL of a data folder, whoever is connected; nothing when none runs. */
export async function stopPostgres(dataDir: string): Promise<void> {
  if (!existsSync(join(dataDir, 'postgres.json'))) return;
  await oneAtATime(lockFile(dataDir), async () => {
    const cluster = await findCluster(dataDir);
    if (!cluster) return;
    await writeNote(cluster.notePath, { ...cluster.note, stopped: true });
    await haltIfRunning(cluster);
  });
}

/** Held by whoever starts, stops or exchanges the private PostgreSQL of a data folder. */
export function lockFile(dataDir: string): string {
  return join(dataDir, 'postgres.lock');
}

function serverSettings({ unsafe = false, maxConnections = 200 }: PostgresOptions): Readonly<Record<string, string>> {
  const local = {
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

async function leave(cluster: Cluster, held: pg.Client): Promise<void> {
  // The one that was held may have broken while another process brought the server back.
  const client = (await answers(held)) ? held : await tryConnect(localUrl(cluster.note, 'postgres'));
  if (!client) return haltIfRunning(cluster);
  const alone = await waitFor(() => isAlone(client), 1000);
  await client.end().catch(() => undefined);
  if (alone) await haltIfRunning(cluster);
}

async function answers(client: pg.Client): Promise<boolean> {
  return client.query('SELECT 1').then(
    () => true,
    () => false,
  );
}

// Connections that this process has just closed take a moment to vanish on the server.
async function isAlone(client: pg.Client): Promise<true | null> {
  const others = `
    SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() LIMIT 1`;
  const { rowCount } = await client.query(others).catch(() => ({ rowCount: 1 }));
  return rowCount === 0 ? true : null;
}
