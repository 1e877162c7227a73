import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { RunAs, Say } from '../host/index.ts';
import { openFolder } from './binaries.ts';
import { canUse } from './server-user.ts';

/**
 * The folder of PostgreSQL's files: in the data folder, or where the server's user can enter when it cannot enter that.
 */
export function findPlace(dataDir: string, runAs: RunAs | null, say: Say): string {
  if (!runAs || canUse(runAs, resolve(dataDir))) return resolve(dataDir, 'postgres');
  const place = outsidePlace(dataDir);
  say(`the user that runs PostgreSQL cannot enter ${resolve(dataDir)}: its files are kept in ${place}`);
  return place;
}

/** Where the files of this data folder's database are when its user cannot enter the data folder. */
export function outsidePlace(dataDir: string): string {
  return openFolder(`data-${createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 12)}`);
}
