import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig } from '@atc/core/kernel/config';
import { StartError } from '@atc/core/kernel/errors';
import { backupsIn, newestFirst, restore } from '@atc/stack/backup';
import { venues } from '@atc/venues/registry';
import { orExplain, say } from './with-stack.ts';

// Puts a backup in the place of the private database; what was there is kept beside it.
await orExplain(async () => {
  const { dataDir, databaseUrl } = loadConfig(venues);
  if (databaseUrl)
    throw new StartError('not_private', 'DATABASE_URL names a server of your own: restore it with pg_restore');
  const [file, ...more] = process.argv.slice(2);
  if (!file || more.length > 0 || file.startsWith('-')) throw new StartError('bad_argument', await usage(dataDir));
  const replaced = await restore(dataDir, file, say);
  say('the backup is restored; `npm start` goes on from there, and compares its books with its venue');
  if (replaced) say(`What was there before is kept in ${replaced} until the next restore.`);
});

async function usage(dataDir: string): Promise<string> {
  const folder = backupsIn(dataDir);
  const names = newestFirst(await readdir(folder).catch(() => []));
  const known = names.map((name) => `\n  ${join(folder, name)}`).join('');
  return (
    'usage: npm run restore -- ' +
    `<file>${known ? `; there are, the newest first:${known}` : '; there is no backup yet'}`
  );
}
