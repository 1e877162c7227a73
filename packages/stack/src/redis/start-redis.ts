import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { StartError } from '@atc/core/kernel/errors';
import type { Redis } from 'ioredis';
import {
  demandPort,
  freePort,
  isNoted,
  type Note,
  oneAtATime,
  readNote,
  refuseWithdrawn,
  type Say,
  type SharedServer,
  waitFor,
  writeNote,
} from '../host/index.ts';
import { hasRedis } from './find-redis.ts';
import { awake, halt, lastWords, launch, launchAnew } from './server.ts';

export interface RedisOptions {
  readonly dataDir: string;
  readonly say: Say;
  /** Ends a start: nothing half made stays. */
  readonly signal?: AbortSignal | undefined;
  /** Others know its address: it comes up there or not at all. */
  readonly keepPort?: boolean;
}

/**
 * Starts the private Redis of a data folder, or adopts the one that runs there, also after its starter was killed. Null
 * when no usable redis-server is installed or none can be brought up: the queues then live in PostgreSQL.
 */
export async function startRedis(options: RedisOptions): Promise<SharedServer | null> {
  await mkdir(options.dataDir, { recursive: true, mode: 0o755 });
  const place = placeIn(options.dataDir);
  return oneAtATime(place.lock, () => start(place, options), options.signal);
}

/** Whether an address names the private Redis of a data folder. */
export function isPrivateRedis(dataDir: string, url: string): Promise<boolean> {
  return isNoted(placeIn(dataDir).note, url, '');
}

/** Stops the private Redis of a data folder, whoever is connected; nothing when none runs. */
export async function stopRedis(dataDir: string): Promise<void> {
  const place = placeIn(dataDir);
  if (!(await readNote(place.note))) return;
  await oneAtATime(place.lock, async () => {
    const known = await readNote(place.note);
    if (!known) return;
    await writeNote(place.note, { ...known, stopped: true });
    const running = await awake(known);
    if (running) await halt(known, running);
  });
}

/** How many connections there are to the private Redis of a data folder; none when it does not run. */
export async function countRedisUsers(dataDir: string): Promise<number> {
  const known = await readNote(placeIn(dataDir).note);
  const redis = known && (await awake(known));
  if (!redis) return 0;
  const clients = await countClients(redis);
  redis.disconnect();
  return clients - 1;
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

async function start(place: Place, { say, signal, keepPort = false }: RedisOptions): Promise<SharedServer | null> {
  const known = await readNote(place.note);
  const running = known && (await awake(known));
  if (known && running) {
    const note = { port: known.port, password: known.password };
    if (known.stopped) await writeNote(place.note, note);
    return { adopted: true, ...share({ place, note, say }, running) };
  }
  if (!(await hasRedis())) return null;
  const note = {
    port: known && keepPort ? await demandPort(known.port) : await freePort(known?.port),
    password: known?.password ?? randomBytes(24).toString('base64url'),
  };
  await mkdir(place.folder, { recursive: true });
  await writeNote(place.note, note);
  say('starting Redis');
  const redis = (await launch(place.folder, note, signal)) ?? (await launchAnew(place.folder, note, say));
  if (!redis) say('Redis does not start on this machine: the queues will live in PostgreSQL');
  return redis && { adopted: false, ...share({ place, note, say }, redis) };
}

interface Address {
  readonly place: Place;
  readonly note: Note;
  readonly say: Say;
}

function share(address: Address, redis: Redis): Omit<SharedServer, 'adopted'> {
  const { place, note } = address;
  let held = redis;
  let tries = 0;
  return {
    url: `redis://:${note.password}@127.0.0.1:${note.port}`,
    ended: () => endOf(held),
    revive: async (signal) => {
      tries += 1;
      held = await oneAtATime(place.lock, () => revive(address, tries, signal), signal);
      tries = 0;
    },
    leave: () => oneAtATime(place.lock, () => leave(note, held)),
    keep: async () => held.disconnect(),
  };
}

/** From this try on its own files are taken for what keeps it from starting. */
const ANEW_FROM = 3;

async function revive({ place, note, say }: Address, tries: number, signal: AbortSignal): Promise<Redis> {
  await refuseWithdrawn('Redis', place.note, note);
  const running = await awake(note);
  if (running) return running;
  say('Redis ended and is started again');
  await demandPort(note.port);
  const redis =
    (await launch(place.folder, note, signal)) ??
    (tries >= ANEW_FROM ? await launchAnew(place.folder, note, say) : null);
  if (redis) return redis;
  throw new StartError('redis_failed', `Redis did not start: ${await lastWords(place.folder)}`);
}

async function leave(note: Note, held: Redis): Promise<void> {
  // The one that was held may have broken while another process brought the server back.
  const redis = (await answers(held)) ? held : await awake(note);
  if (!redis) return;
  const alone = await waitFor(() => isAlone(redis), 1000);
  if (alone) await halt(note, redis);
  redis.disconnect();
}

/** Settles once a connection is over, by either side. */
async function endOf(redis: Redis): Promise<void> {
  if (redis.status !== 'end') await new Promise<void>((ended) => redis.once('end', ended));
}

async function answers(redis: Redis): Promise<boolean> {
  return redis.ping().then(
    () => true,
    () => false,
  );
}

async function isAlone(redis: Redis): Promise<true | null> {
  return (await countClients(redis)) === 1 ? true : null;
}

async function countClients(redis: Redis): Promise<number> {
  return Number(/connected_clients:(\d+)/.exec(await redis.info('clients').catch(() => ''))?.[1]);
}
