import { openDb } from '@atc/core/kernel/db';
import {
  type CalendarHold,
  claimCalendar,
  deskUrl,
  nameHolder,
  openCalendarHold,
  readCalendar,
  thisMachine,
} from '@atc/core/kernel/identity';
import type { Market } from '@atc/core/market';
import { upgradeDatabase } from '@atc/stack/backup';
import { holdFolder } from '@atc/stack/host';
import { openStack, type Stack } from '@atc/stack/launcher';
import type { CompanyOptions } from './company.ts';
import type { Part } from './start-part.ts';
import { prepareWorld } from './world/index.ts';

/** What a company stands on. */
export interface Ground {
  readonly stack: Stack;
  readonly hold: CalendarHold;
  readonly isNewWorld: boolean;
  /** Who moves its time; null where this process does. */
  readonly joins: string | null;
}

/** What it is made for. */
interface Site {
  readonly market: Market;
  readonly part: Part;
  /** What is opened is put here, to be released in reverse. */
  readonly closers: (() => Promise<unknown>)[];
}

/**
 * Brings up servers, database and world for one company: its data folder and its calendar are taken before anything is
 * written there. Throws a `StartError` that names the company which has them.
 */
export async function openGround(options: CompanyOptions, { market, part, closers }: Site): Promise<Ground> {
  const { config, say, venue, join = false, end } = options;
  const url = deskUrl(config.host, config.port);
  if (!config.databaseUrl && !join) closers.push(await holdFolder(config.dataDir, url));
  const stack = await part('opening the servers', () => openStack({ ...config, say, signal: end }));
  closers.push(() => stack.close());
  const db = openDb(stack.databaseUrl, { connections: 1 });
  closers.push(() => db.$disconnect());
  const hold = openCalendarHold(db, url);
  closers.push(() => hold.leave());
  // Before the migration, too: a company that runs keeps the tables that it knows.
  await part('taking the calendar', () => claimCalendar(hold, { join }));
  const applied = await part('migrating the database', () => upgradeDatabase(stack.databaseUrl, { ...config, say }));
  if (applied.length > 0) say(`Database migrated (${applied.length})`);
  const resumes = await claimCalendar(hold, { join });
  const place = venue ? { place: venue.place } : {};
  const isNewWorld = await part('preparing the world', () =>
    prepareWorld(stack.databaseUrl, market, { config, say, resumes, ...place }),
  );
  const holder = resumes ? null : (await readCalendar(db))?.holder;
  return { stack, hold, isNewWorld, joins: holder ? nameHolder(holder, thisMachine()) : null };
}
