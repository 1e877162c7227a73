import { chmod, chown, copyFile, mkdir, open, readdir, rename, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorText, StartError } from '@atc/core/kernel/errors';
import pg from 'pg';
import { oneAtATime } from '../host/index.ts';
import { type Cluster, findCluster, localUrl } from '../postgres/index.ts';
import { backupName, backupsIn, type Occasion, tooMany } from './backup-file.ts';

/**
 * Copies the running private PostgreSQL of a data folder into one file, as it is at this moment, also while a company
 * works on it. Returns the file's path. Throws a `StartError` when there is none, or when it cannot be copied whole.
 */
export async function backUp(dataDir: string, occasion: Occasion): Promise<string> {
  const folder = backupsIn(dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return oneAtATime(join(folder, 'backup.lock'), async () => {
    const cluster = await findCluster(dataDir);
    if (!cluster) throw new StartError('no_database', `there is no private database in ${dataDir}`);
    const part = join(dirname(cluster.data), 'copy');
    const file = join(folder, backupName(occasion, new Date()));
    try {
      // Left by one that was killed.
      await rm(part, { recursive: true, force: true });
      await copyTo(cluster, part);
      await keep(join(part, 'base.tar.gz'), file);
    } catch (cause) {
      const free = await statfs(folder).then(
        ({ bavail, bsize }) => `${Math.floor((bavail * bsize) / 1024 ** 2)} MB are free there`,
        () => 'it is not there',
      );
      throw new StartError('backup_failed', `no backup could be made in ${folder} (${free}): ${errorText(cause)}`, {
        cause,
      });
    } finally {
      await rm(part, { recursive: true, force: true });
    }
    for (const name of tooMany(await readdir(folder))) await rm(join(folder, name), { force: true });
    return file;
  });
}

// The server itself writes the copy, with all that was committed up to its end.
const COPY = `BASE_BACKUP (
  LABEL 'company', TARGET 'server', TARGET_DETAIL '%', COMPRESSION 'gzip', WAL true, MANIFEST 'no', CHECKPOINT 'fast'
)`;

async function copyTo({ note }: Cluster, part: string): Promise<void> {
  const connection = { connectionString: localUrl(note, 'postgres'), application_name: 'company backup' };
  const client = new pg.Client({ ...connection, replication: 'true' } as pg.ClientConfig);
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(COPY.replace('%', () => part.replaceAll("'", "''")));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Puts a copy where it stays: whole and on the disk, or not at all, and for this user alone. */
async function keep(copy: string, file: string): Promise<void> {
  const fresh = `${file}.part`;
  await rename(copy, fresh).catch(() => copyFile(copy, fresh));
  await chmod(fresh, 0o600);
  if (process.getuid && process.getgid) await chown(fresh, process.getuid(), process.getgid());
  const written = await open(fresh, 'r+');
  await written.sync().finally(() => written.close());
  await rename(fresh, file);
}
