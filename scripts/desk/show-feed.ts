import { once } from 'node:events';
import { startFeed } from '@atc/company/feed';
import type { FeedLevel } from '@atc/core/company/events';
import { readPolicies } from '@atc/core/company/policies';
import type { Desk } from './desk.ts';

/** Tells what the company does from now on, until the command is told to end; returns the exit code. */
export async function showFeed({ db, say, end }: Desk, { level }: { readonly level: FeedLevel }): Promise<number> {
  const timeZone = (await readPolicies(db)).values.company?.timezone ?? 'UTC';
  const columns = () => (process.stdout.isTTY ? process.stdout.columns : undefined);
  const feed = await startFeed({ db, level, timeZone, columns, color: process.stdout.isTTY, write: say });
  if (!end.aborted) await once(end, 'abort');
  await feed.stop();
  return 0;
}
