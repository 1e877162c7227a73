import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { freePort, type Note, type RunAs, readNote, runProgram, type Say, writeNote } from '../host/index.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { findPlace } from './place.ts';
import { serverUser } from './server-user.ts';

/** A database cluster on disk and all that is needed to run it. */
export interface Cluster {
  readonly binaries: Binaries;
  readonly runAs: RunAs | null;
  /** The cluster's own files. */
  readonly data: string;
  readonly log: string;
  readonly notePath: string;
  readonly note: Note;
}

export const SUPERUSER = 'company';

/** The cluster of this data folder; null when there is none. */
export async function findCluster(dataDir: string): Promise<Cluster | null> {
  const note = await readNote(noteIn(dataDir));
  if (!note) return null;
  // Where the files are was told when they were made.
  const cluster = await layOut(dataDir, note, () => undefined);
  return existsSync(join(cluster.data, 'PG_VERSION')) ? cluster : null;
}

interface Making {
  readonly say: Say;
  readonly signal?: AbortSignal | undefined;
}

/** Makes an empty cluster for this data folder: when it is ended or killed half-way the next start begins anew. */
export async function makeCluster(dataDir: string, { say, signal }: Making): Promise<Cluster> {
  say('making an empty PostgreSQL database');
  const note = await freshNote();
  const cluster = await layOut(dataDir, note, say);
  // The note comes first: a cluster without its password would be lost, a password without a cluster is not.
  await writeNote(cluster.notePath, note);
  await initialise(cluster, signal);
  return cluster;
}

/** The cluster of this data folder, whether there is one already or it has only its place. */
export async function clusterFor(dataDir: string, say: Say): Promise<Cluster> {
  const note = (await readNote(noteIn(dataDir))) ?? (await freshNote());
  return layOut(dataDir, note, say);
}

async function freshNote(): Promise<Note> {
  return { port: await freePort(), password: randomBytes(24).toString('base64url') };
}

/** Where a cluster lies that is to take the place of this one: whole and known to come up. */
export function restoredIn({ data }: Pick<Cluster, 'data'>): string {
  return join(dirname(data), 'restored');
}

/**
 * Puts a restored cluster, if one is there, in the place of this one, and returns where that is kept; null when there
 * was none. It may be killed anywhere: the next start goes on. No server runs on either.
 */
export async function exchange(cluster: Pick<Cluster, 'data'>): Promise<string | null> {
  const restored = restoredIn(cluster);
  if (!existsSync(restored)) return null;
  const replaced = join(dirname(cluster.data), 'replaced');
  if (existsSync(cluster.data)) {
    await rm(replaced, { recursive: true, force: true });
    await rename(cluster.data, replaced);
  }
  await rename(restored, cluster.data);
  return existsSync(replaced) ? replaced : null;
}

function noteIn(dataDir: string): string {
  return join(dataDir, 'postgres.json');
}

async function layOut(dataDir: string, note: Note, say: Say): Promise<Cluster> {
  const runAs = serverUser();
  const place = findPlace(dataDir, runAs, say);
  const binaries = await findBinaries(runAs, say);
  return {
    binaries,
    runAs,
    data: join(place, 'data'),
    log: join(place, 'server.log'),
    notePath: noteIn(dataDir),
    note,
  };
}

const PART = 'part-';

async function initialise({ binaries, runAs, data, note }: Cluster, signal: AbortSignal | undefined): Promise<void> {
  const place = dirname(data);
  const part = join(place, `${PART}${process.pid}`);
  await mkdir(dirname(place), { recursive: true, mode: 0o755 });
  await clearParts(place);
  await mkdir(part, { recursive: true, mode: 0o700 });
  const passwordFile = join(part, 'password');
  await writeFile(passwordFile, `${note.password}\n`, { mode: 0o600 });
  await ownBy(runAs, [place, part, passwordFile]);
  const fresh = join(part, 'data');
  const auth = [`--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const words = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  try {
    await runProgram(binaries.initdb, [`--pgdata=${fresh}`, ...auth, ...words, '--no-instructions'], {
      ...runAs,
      signal,
    });
    await rename(fresh, data);
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

/** What starts that were killed left half made: one at a time makes a cluster here, so that nobody uses it. */
async function clearParts(place: string): Promise<void> {
  const left = (await readdir(place).catch(() => [])).filter((name) => name.startsWith(PART));
  for (const name of left) await rm(join(place, name), { recursive: true, force: true });
}

async function ownBy(runAs: RunAs | null, paths: readonly string[]): Promise<void> {
  const [place = ''] = paths;
  await chmod(place, 0o700);
  if (!runAs) return;
  for (const path of paths) await chown(path, runAs.uid, runAs.gid);
}
