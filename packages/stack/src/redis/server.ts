import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorText } from '@atc/core/kernel/errors';
import type { Redis } from 'ioredis';
import { type Note, type Say, waitFor } from '../host/index.ts';
import { tryRedis } from './try-redis.ts';

const START_MS = 15_000;
const STOP_MS = 10_000;

/** Starts a Redis on a folder; null when it ends instead of answering. Aborted, it is stopped again. */
export async function launch(folder: string, note: Note, signal?: AbortSignal): Promise<Redis | null> {
  const config = join(folder, 'redis.conf');
  await writeFile(config, `${settings(folder, note).join('\n')}\n`, { mode: 0o600 });
  const child = spawn('redis-server', [config], { detached: true, stdio: 'ignore' });
  let ended = false;
  const gone = new Promise<void>((done) => {
    const end = () => {
      ended = true;
      done();
    };
    child.once('exit', end).once('error', end);
  });
  child.unref();
  try {
    const outcome = await waitFor(async () => (ended ? 'ended' : await awake(note)), START_MS, signal);
    return outcome === 'ended' ? null : outcome;
  } catch (reason) {
    await stop(child, gone);
    throw reason;
  }
}

/** Ends a server that was just started, and waits until it is gone: its port is free then. */
async function stop(child: ChildProcess, gone: Promise<void>): Promise<void> {
  child.ref();
  child.kill();
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(late);
}

/** Starts a Redis whose old files it cannot read on empty ones: the database is the truth. */
export async function launchAnew(folder: string, note: Note, say: Say): Promise<Redis | null> {
  say(
    `Redis did not start (${await lastWords(folder)}): its old files are put aside, the queues are ` +
      'refilled from the database',
  );
  await rename(folder, `${folder}-broken-${process.pid}`).catch(() => undefined);
  await mkdir(folder, { recursive: true });
  return launch(folder, note);
}

/** The Redis of a note once it has loaded its file; null when none answers. */
export async function awake(note: Note): Promise<Redis | null> {
  const redis = await tryRedis(note.port, note.password);
  if (!redis) return null;
  // A server that still loads its file accepts the password and refuses everything else.
  const loaded = await waitFor(
    async () => ((await redis.ping().catch(errorText)).startsWith('LOADING') ? null : true),
    START_MS,
  );
  if (loaded) return redis;
  redis.disconnect();
  return null;
}

/** Stops a Redis, whoever is connected. */
export async function halt(note: Note, redis: Redis): Promise<void> {
  // The server answers a shutdown by hanging up.
  await redis.shutdown().catch(() => undefined);
  redis.disconnect();
  await waitFor(async () => {
    const still = await tryRedis(note.port, note.password);
    still?.disconnect();
    return still ? null : true;
  }, STOP_MS);
}

/** What the server of this folder last wrote to its log. */
export async function lastWords(folder: string): Promise<string> {
  const log = await readFile(join(folder, 'server.log'), 'utf8').catch(() => '');
  return log.trim().split('\n').at(-1) || 'no log';
}

function settings(folder: string, { port, password }: Note): readonly string[] {
  const reach = [`port ${port}`, 'bind 127.0.0.1', `requirepass ${password}`, 'daemonize no'];
  const keeping = [`dir "${folder}"`, 'logfile server.log', 'appendonly yes', 'save ""', 'maxmemory-policy noeviction'];
  return [...reach, ...keeping];
}
