import { appendFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { StartError } from '@atc/core/kernel/errors';
import type { Trial } from '@atc/core/loop/trials';
import { type Ledger, linesAfter, NO_HEAD, readLines } from './ledger-line.ts';

const FILE = 'trials.jsonl';
const LOCK = 'trials.lock';
const AGAIN_MS = 20;
/** Writing takes milliseconds: a lock as old as this was left by a process that died. */
const LAPSED_MS = 30_000;
const TRIES = 3000;

/** Reads the ledger of a folder, every line against the one before; an empty one where there is none. */
export async function readLedger(folder: string): Promise<Ledger> {
  try {
    return readLines(await readFile(join(folder, FILE), 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { trials: [], head: NO_HEAD };
    throw error;
  }
}

/**
 * Appends trials to the ledger of a folder and returns the whole of it; a run that it has already is the same trial.
 * One process at a time does this. Throws a `StartError` where the ledger is broken.
 */
export async function keepTrials(folder: string, trials: readonly Trial[]): Promise<Ledger> {
  await mkdir(folder, { recursive: true });
  return alone(join(folder, LOCK), async () => {
    const ledger = await readLedger(folder);
    const known = new Set(ledger.trials.map(({ runId }) => runId));
    const fresh = trials.filter(({ runId }) => !known.has(runId) && known.add(runId));
    if (fresh.length === 0) return ledger;
    const text = linesAfter(ledger.head, fresh).map((one) => `${one}\n`);
    await appendFile(join(folder, FILE), text.join(''), { flush: true });
    return readLedger(folder);
  });
}

async function alone<T>(lock: string, work: () => Promise<T>): Promise<T> {
  for (let tries = 0; !(await take(lock)); tries += 1) {
    if (tries === TRIES) throw new StartError('busy', `another process keeps trials; if none does, delete ${lock}`);
    await setTimeout(AGAIN_MS);
  }
  return work().finally(() => rm(lock, { force: true }));
}

async function take(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const made = await stat(lock).catch(() => null);
  if (made && Date.now() - made.mtimeMs > LAPSED_MS) await rm(lock, { force: true });
  return false;
}
