import { chmod, chown, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { oneAtATime, type Say, writeNote } from '../host/index.ts';
import { refuseUsed, stopStack } from '../launcher/index.ts';
import { type Cluster, clusterFor, exchange, lockFile, restoredIn } from '../postgres/index.ts';
import { tryBackup } from './try-backup.ts';
import { unpack } from './unpack.ts';

/**
 * Puts a backup in the place of a data folder's private database and returns where what was there before is kept. The
 * file is unpacked and tried out beside it first. Throws a `StartError`, with nothing changed, when a company runs on
 * it, and for a file that is not whole or that this version cannot go on with.
 */
export async function restore(dataDir: string, file: string, say: Say): Promise<string | null> {
  await refuseUsed(dataDir, 'nothing was restored');
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  return oneAtATime(join(dataDir, 'restore.lock'), async () => {
    const cluster = await clusterFor(dataDir, say);
    const part = join(dirname(cluster.data), 'restoring');
    try {
      await makeRoom(cluster, part);
      say(`reading ${file}`);
      const beside = { ...cluster, data: join(part, 'data'), log: join(part, 'server.log') };
      await unpack(resolve(file), beside.data, cluster.runAs);
      say('trying it out');
      await tryBackup(beside);
      await refuseUsed(dataDir, 'nothing was restored');
      await stopStack(dataDir);
      return await oneAtATime(lockFile(dataDir), () => putInPlace(dataDir, cluster, beside.data));
    } finally {
      await rm(part, { recursive: true, force: true });
    }
  });
}

async function makeRoom({ data, runAs }: Cluster, part: string): Promise<void> {
  // Left by one that was killed.
  await rm(part, { recursive: true, force: true });
  for (const folder of [dirname(data), part]) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    if (runAs) await chown(folder, runAs.uid, runAs.gid);
  }
}

async function putInPlace(dataDir: string, cluster: Cluster, data: string): Promise<string | null> {
  await refuseUsed(dataDir, 'nothing was restored');
  await writeNote(cluster.notePath, cluster.note);
  // From here on a start finishes what a kill leaves undone.
  await rename(data, restoredIn(cluster));
  const replaced = await exchange(cluster);
  // The jobs of another time: what the restored database wants done is put there anew.
  await rm(join(dataDir, 'redis'), { recursive: true, force: true });
  return replaced;
}
