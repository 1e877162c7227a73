import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, runProgram } from '../host/index.ts';

/** The process number in a `postmaster.pid`, the file by which a cluster says who runs it; null when there is none. */
export function lockHolder(text: string): number | null {
  const pid = Number.parseInt(text.split('\n')[0] ?? '', 10);
  return pid > 0 ? pid : null;
}

/**
 * The live server process of this cluster, or null. A file left behind by a server that was killed is removed when its
 * number now belongs to a stranger, since PostgreSQL would refuse to start because of it.
 */
export async function runningServer(data: string): Promise<number | null> {
  const path = join(data, 'postmaster.pid');
  const pid = lockHolder(await readFile(path, 'utf8').catch(() => ''));
  if (pid === null || !isAlive(pid)) return null;
  if (await isPostgres(pid)) return pid;
  await rm(path, { force: true });
  return null;
}

async function isPostgres(pid: number): Promise<boolean> {
  if (process.platform === 'win32') return true;
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null);
  // A zombie is a server that has ended and waits for its parent to notice.
  if (status !== null) return /^Name:\s*postgres/m.test(status) && !/^State:\s*Z/m.test(status);
  return (await runProgram('ps', ['-p', String(pid), '-o', 'comm=']).catch(() => '')).includes('postgres');
}
