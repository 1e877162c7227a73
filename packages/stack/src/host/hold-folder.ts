import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StartError } from '@atc/core/kernel/errors';
import { type Holder, type Life, lookFor, nameHolder, thisMachine, thisProcess } from '@atc/core/kernel/identity';
import { z } from 'zod';

const note = z.object({
  host: z.string(),
  machine: z.string(),
  pid: z.number().int().positive(),
  born: z.string().nullable(),
  since: z.string(),
  url: z.string(),
});

const BEAT_MS = 1000;
/** How long a holder on another machine may leave its note untouched, by the clock of whoever waits. */
const SILENT_MS = 5000;

/** Throws a `StartError` that names the company which runs in a data folder, where one does. */
export async function refuseCompany(dataDir: string): Promise<void> {
  const place = placeIn(dataDir);
  const holder = await readHolder(place);
  if (holder && (await stays(place, lookFor(holder))))
    throw new StartError(
      'folder_in_use',
      `a company runs in ${resolve(dataDir)} already (${nameHolder(holder, thisMachine())}): ` +
        'stop that first, or join it with --join',
    );
}

/**
 * Takes a data folder for one company; returns how it is given back. What a killed company left is passed over. Throws
 * a `StartError` that names the company that is in it.
 */
export async function holdFolder(dataDir: string, url: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  const place = placeIn(dataDir);
  const me: Holder = { ...thisProcess(), since: new Date().toISOString(), url };
  while (!(await take(place, me))) {
    await refuseCompany(dataDir);
    await rename(place, `${place}.lapsed`).catch(() => undefined);
  }
  const beat = setInterval(() => void utimes(place, new Date(), new Date()).catch(() => undefined), BEAT_MS);
  beat.unref();
  return async () => {
    clearInterval(beat);
    await rm(place, { force: true });
  };
}

const placeIn = (dataDir: string): string => join(resolve(dataDir), 'company.json');

/** Puts the note there whole, if there is none. */
async function take(place: string, me: Holder): Promise<boolean> {
  const draft = `${place}.${me.pid}`;
  await writeFile(draft, `${JSON.stringify(me)}\n`, { mode: 0o600 });
  try {
    await link(draft, place);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function readHolder(place: string): Promise<Holder | null> {
  const text = await readFile(place, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return note.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/**
 * Whether a holder is to be taken for one that lives: one that cannot be looked for touches its note again and again.
 */
async function stays(place: string, life: Life): Promise<boolean> {
  if (life !== 'unknown') return life === 'alive';
  const touched = await touchedAt(place);
  const begun = performance.now();
  while (performance.now() - begun < SILENT_MS) {
    await pause(BEAT_MS / 4);
    if ((await touchedAt(place)) !== touched) return true;
  }
  return false;
}

const touchedAt = async (place: string): Promise<number | null> =>
  (await stat(place).catch(() => null))?.mtimeMs ?? null;
