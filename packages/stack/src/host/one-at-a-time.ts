import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { StartError } from '@atc/core/kernel/errors';
import { MINUTE_MS } from '@atc/core/kernel/time';
import { isAlive } from './process-alive.ts';
import { waitFor } from './wait-for.ts';

const BEAT_MS = 1000;
const LAPSED_MS = 15_000;
const PATIENCE_MS = 3 * MINUTE_MS;

/**
 * Runs `work` while no other process of this machine runs one under the same file; a dead holder's file is passed over.
 * Throws the reason of `signal` when that is aborted before its turn.
 */
export async function oneAtATime<T>(file: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const taken = await waitFor(() => take(file), PATIENCE_MS, signal);
  if (!taken)
    throw new StartError('busy', `another process is busy starting or stopping here; if none is, delete ${file}`);
  const beat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => undefined), BEAT_MS);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<true | null> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  if (await isLapsed(file)) await rename(file, `${file}.lapsed`).catch(() => undefined);
  return null;
}

async function isLapsed(file: string): Promise<boolean> {
  const facts = await stat(file).catch(() => null);
  if (!facts) return false;
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  // An empty file is one that is being written just now.
  return Date.now() - facts.mtimeMs > LAPSED_MS || (holder > 0 && !isAlive(holder));
}
