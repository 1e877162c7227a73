import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  freePort,
  type Note,
  oneAtATime,
  readNote,
  type Say,
  type SharedServer,
  waitFor,
  writeNote,
} from '../host/index.ts';
import { hasRedis } from './find-redis.ts';
import { type Redis, tryRedis } from './speak.ts';

const START_MS = 15_000;
const STOP_MS = 10_000;

/**
 * Starts the private Redis of a data folder, or adopts the one that runs there, also after its starter was killed.
 * Null when no usable redis-server is installed or none can be brought up: the queues then live in PostgreSQL.
 */
export async function startRedis(dataDir: string, say: Say): Promise<SharedServer | null> {
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  const place = placeIn(dataDir);
  return oneAtATime(place.lock, () => start(place, say));
}

/** Stops the private Redis of a data folder, whoever is connected; nothing when none runs. */
export async function stopRedis(dataDir: string): Promise<void> {
  const place = placeIn(dataDir);
  const known = await readNote(place.note);
  if (!known) return;
  await oneAtATime(place.lock, async () => {
    const running = await tryRedis(known.port, known.password);
    if (running) await halt(known, running);
  });
}

interface Place {
  readonly folder: string;
  readonly note: string;
  readonly lock: string;
}

function placeIn(dataDir: string): Place {
  const within = (name: string) => join(resolve(dataDir), name);
  return { folder: within('redis'), note: within('redis.json'), lock: within('redis.lock') };
}

async function start(place: Place, say: Say): Promise<SharedServer | null> {
  const known = await readNote(place.note);
  const running = known && (await awake(known));
  if (known && running) return share(place, { note: known, redis: running, adopted: true });
  if (!(await hasRedis())) return null;
  const note = {
    port: await freePort(known?.port),
    password: known?.password ?? randomBytes(24).toString('base64url'),
  };
  await mkdir(place.folder, { recursive: true });
  await writeNote(place.note, note);
  say('starting Redis');
  const redis = (await launch(place.folder, note)) ?? (await launchAnew(place.folder, note, say));
  return redis && share(place, { note, redis, adopted: false });
}

interface Running {
  readonly note: Note;
  readonly redis: Redis;
  readonly adopted: boolean;
}

function share(place: Place, { note, redis, adopted }: Running): SharedServer {
  const leave = async () => {
    const alone = await waitFor(() => isAlone(redis), 1000);
    if (alone) await halt(note, redis);
    redis.close();
  };
  return {
    url: `redis://:${note.password}@127.0.0.1:${note.port}`,
    adopted,
    leave: () => oneAtATime(place.lock, leave),
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
  const outcome = await waitFor(async () => (await awake(note)) ?? (ended ? 'ended' : null), START_MS);
  return outcome === 'ended' ? null : outcome;
}

async function launchAnew(folder: string, note: Note, say: Say): Promise<Redis | null> {
  const log = await readFile(join(folder, 'server.log'), 'utf8').catch(() => '');
  say(
    `Redis did not start (${log.trim().split('\n').at(-1) ?? 'no log'}): its old files are put aside, the queues are refilled from the database`,
  );
  await rename(folder, `${folder}-broken-${process.pid}`).catch(() => undefined);
  await mkdir(folder, { recursive: true });
  const redis = await launch(folder, note);
  if (!redis) say('Redis does not start on this machine: the queues will live in PostgreSQL');
  return redis;
}

// A server that still loads its file accepts the password and refuses everything else.
async function awake(note: Note): Promise<Redis | null> {
  const redis = await tryRedis(note.port, note.password);
  if (!redis) return null;
  const loaded = await waitFor(
    async () => ((await redis.ask('PING').catch(() => '')).startsWith('-LOADING') ? null : true),
    START_MS,
  );
  if (loaded) return redis;
  redis.close();
  return null;
}

function settings(folder: string, { port, password }: Note): readonly string[] {
  const reach = [`port ${port}`, 'bind 127.0.0.1', `requirepass ${password}`, 'daemonize no'];
  const keeping = [`dir "${folder}"`, 'logfile server.log', 'appendonly yes', 'save ""', 'maxmemory-policy noeviction'];
  return [...reach, ...keeping];
}
