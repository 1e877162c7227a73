import { chmod, mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../host/index.ts';
import { stopStack } from '../launcher/index.ts';

const PREFIX = 'company-test-';
const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 2 * 1024 ** 3;

/** A temporary data folder that PostgreSQL's user may pass through; also clears away those of runs that were killed. */
export async function makeScratch(): Promise<string> {
  const root = await scratchRoot();
  for (const name of await readdir(root)) {
    const owner = Number(name.startsWith(PREFIX) ? name.slice(PREFIX.length).split('-')[0] : Number.NaN);
    if (owner > 0 && !isAlive(owner)) await discardScratch(join(root, name)).catch(() => undefined);
  }
  const dataDir = await mkdtemp(join(root, `${PREFIX}${process.pid}-`));
  await chmod(dataDir, 0o755);
  return dataDir;
}

// A test's own database is a copy of 400 small files: 15 ms in memory, ten times that on a disk.
async function scratchRoot(): Promise<string> {
  const memory = await statfs(MEMORY).catch(() => null);
  return memory && memory.bavail * memory.bsize >= ENOUGH_BYTES ? MEMORY : tmpdir();
}

/** Stops the servers of a temporary data folder and deletes it. */
export async function discardScratch(dataDir: string): Promise<void> {
  await stopStack(dataDir);
  await rm(dataDir, { recursive: true, force: true });
}
