import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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

/** Finds the cluster of this data folder, or makes an empty one: a start that was killed half-way leaves nothing behind. */
export async function prepareCluster(dataDir: string, say: Say): Promise<Cluster> {
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  const runAs = serverUser();
  const binaries = await findBinaries(runAs, say);
  const place = findPlace(dataDir, runAs, say);
  const notePath = join(dataDir, 'postgres.json');
  const data = join(place, 'data');
  const known = await readNote(notePath);
  const base = { binaries, runAs, data, log: join(place, 'server.log'), notePath };
  if (known && existsSync(join(data, 'PG_VERSION'))) return { ...base, note: known };
  say('making an empty PostgreSQL database');
  const note = { port: await freePort(), password: known?.password ?? randomBytes(24).toString('base64url') };
  // The note comes first: a cluster without its password would be lost, a password without a cluster is not.
  await writeNote(notePath, note);
  await makeCluster({ ...base, note }, place);
  return { ...base, note };
}

async function makeCluster({ binaries, runAs, data, note }: Cluster, place: string): Promise<void> {
  const part = join(place, `part-${process.pid}`);
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  const passwordFile = join(part, 'password');
  await writeFile(passwordFile, `${note.password}\n`, { mode: 0o600 });
  await ownBy(runAs, [place, part, passwordFile]);
  const fresh = join(part, 'data');
  const auth = [`--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const words = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  await runProgram(binaries.initdb, [`--pgdata=${fresh}`, ...auth, ...words, '--no-instructions'], runAs);
  await rename(fresh, data).catch((error: unknown) => {
    if (!existsSync(join(data, 'PG_VERSION'))) throw error;
  });
  await rm(part, { recursive: true, force: true });
}

async function ownBy(runAs: RunAs | null, paths: readonly string[]): Promise<void> {
  const [place = ''] = paths;
  await chmod(place, 0o700);
  if (!runAs) return;
  for (const path of paths) await chown(path, runAs.uid, runAs.gid);
}
