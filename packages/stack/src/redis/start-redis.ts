import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { freePort, type Note, readNote, type Say, type SharedServer, waitFor, writeNote } from '../host/index.ts';
import { hasRedis } from './find-redis.ts';
import { type Redis, tryRedis } from './speak.ts';

const START_MS = 15_000;
const STOP_MS = 10_000;

/**
 * Starts the private Redis of a data folder, or adopts the one that runs there, also after its starter was killed.
 * Null when no usable redis-server is installed or none can be brought up: the queues then live in PostgreSQL.
 */
export async function startRedis(dataDir: string, say: Say): Promise<SharedServer | null> {
  const folder = resolve(dataDir, 'redis');
  const notePath = join(resolve(dataDir), 'redis.json');
  const known = await readNote(notePath);
  const running = known && (await awake(known, 0));
  if (known && running) return server(known, running, true);
  if (!(await hasRedis())) return null;
  const note = { port: await freePort(known?.port), password: known?.password ?? randomBytes(24).toString('base64url') };
  await mkdir(folder, { recursive: true });
  await writeNote(notePath, note);
  say('starting Redis');
  const redis = (await launch(folder, note)) ?? (await launchAnew(folder, note, say));
  return redis && server(note, redis, false);
}

/** Stops the private Redis of a data folder, whoever is connected; nothing when none runs. */
export async function stopRedis(dataDir: string): Promise<void> {
  const known = await readNote(join(resolve(dataDir), 'redis.json'));
  const running = known && (await tryRedis(known.port, known.password));
  if (known && running) await halt(known, running);
}

function server(note: Note, redis: Redis, adopted: boolean): SharedServer {
  return {
    url: `redis://:${note.password}@127.0.0.1:${note.port}`,
    adopted,
    leave: async () => {
      const alone = await waitFor(() => isAlone(redis), 1000);
      if (alone) await halt(note, redis);
      redis.close();
    },
    keep: async () => redis.close(),
  };
}

async function isAlone(redis: Redis): Promise<true | null> {
  const clients = /connected_clients:(\d+)/.exec(await redis.ask('INFO clients').catch(() => ''))?.[1];
  return clients === '1' ? true : null;
}

async function halt(note: Note, redis: Redis): Promise<void> {
  // The server answers a shutdown by hanging up.
  await redis.ask('SHUTDOWN').catch(() => undefined);
  redis.close();
  await waitFor(async () => {
    const still = await tryRedis(note.port, note.password);
    still?.close();
    return still ? null : true;
  }, STOP_MS);
}

async function launch(folder: string, note: Note): Promise<Redis | null> {
  const config = join(folder, 'redis.conf');
  await writeFile(config, `${settings(folder, note).join('\n')}\n`, { mode: 0o600 });
  const child = spawn('redis-server', [config], { detached: true, stdio: 'ignore' });
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  child.once('error', () => {
    ended = true;
  });
  child.unref();
  const outcome = await waitFor(async () => (await awake(note, 0)) ?? (ended ? 'ended' : null), START_MS);
  return outcome === 'ended' ? null : outcome;
}

async function launchAnew(folder: string, note: Note, say: Say): Promise<Redis | null> {
  const log = await readFile(join(folder, 'server.log'), 'utf8').catch(() => '');
  say(`Redis did not start (${log.trim().split('\n').at(-1) ?? 'no log'}): its old files are put aside, the queues are refilled from the database`);
  await rename(folder, `${folder}-broken-${process.pid}`).catch(() => undefined);
  await mkdir(folder, { recursive: true });
  const redis = await launch(folder, note);
  if (!redis) say('Redis does not start on this machine: the queues will live in PostgreSQL');
  return redis;
}

// A server that still loads its file accepts the password and refuses everything else.
async function awake(note: Note, withinMs: number): Promise<Redis | null> {
  return waitFor(async () => {
    const redis = await tryRedis(note.port, note.password);
    if (!redis) return null;
    const loaded = await waitFor(async () => ((await redis.ask('PING').catch(() => '+PONG')).startsWith('-LOADING') ? null : true), START_MS);
    if (loaded) return redis;
    redis.close();
    return null;
  }, withinMs);
}

function settings(folder: string, { port, password }: Note): readonly string[] {
  const reach = [`port ${port}`, 'bind 127.0.0.1', `requirepass ${password}`, 'daemonize no'];
  const keeping = [`dir "${folder}"`, 'logfile server.log', 'appendonly yes', 'save ""', 'maxmemory-policy noeviction'];
  return [...reach, ...keeping];
}
