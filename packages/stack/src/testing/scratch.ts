import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../host/index.ts';
import { stopStack } from '../launcher/index.ts';

const PREFIX = 'company-test-';

/** A temporary data folder that PostgreSQL's user may pass through; also clears away those of runs that were killed. */
export async function makeScratch(): Promise<string> {
  for (const name of await readdir(tmpdir())) {
    const owner = Number(name.startsWith(PREFIX) ? name.slice(PREFIX.length).split('-')[0] : Number.NaN);
    if (owner > 0 && !isAlive(owner)) await discardScratch(join(tmpdir(), name)).catch(() => undefined);
  }
  const dataDir = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  await chmod(dataDir, 0o755);
  return dataDir;
}

/** Stops the servers of a temporary data folder and deletes it. */
export async function discardScratch(dataDir: string): Promise<void> {
  await stopStack(dataDir);
  await rm(dataDir, { recursive: true, force: true });
}
