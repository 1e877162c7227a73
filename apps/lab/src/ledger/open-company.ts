import { loadConfig } from '@atc/core/kernel/config';
import { type BaseDb, openDb } from '@atc/core/kernel/db';
import { StartError } from '@atc/core/kernel/errors';
import type { Clock } from '@atc/core/kernel/time';
import { openWorldClock, readWorld } from '@atc/core/kernel/world';
import { upgradeDatabase } from '@atc/stack/backup';
import { openStack } from '@atc/stack/launcher';

/** The company as what is promoted in it needs it. */
export interface OpenedCompany {
  readonly db: BaseDb;
  readonly clock: Clock;
}

/**
 * Runs work on the company's database, on servers that it starts where none run, and leaves them as they were. Throws a
 * `StartError` where there is no company yet.
 */
export async function withCompany<T>(
  say: (line: string) => void,
  work: (company: OpenedCompany) => Promise<T>,
): Promise<T> {
  const config = loadConfig([]);
  const stack = await openStack({ ...config, say });
  try {
    await upgradeDatabase(stack.databaseUrl, { ...config, say });
    const db = openDb(stack.databaseUrl, { connections: 2 });
    try {
      if (!(await readWorld(db))) throw new StartError('no_company', 'there is no company yet: npm start makes one');
      return await work({ db, clock: await openWorldClock(db) });
    } finally {
      await db.$disconnect();
    }
  } finally {
    await stack.close();
  }
}
