import { loadConfig } from '@atc/core/kernel/config';
import { StartError } from '@atc/core/kernel/errors';
import { backUp } from '@atc/stack/backup';
import { findCluster } from '@atc/stack/postgres';
import { venues } from '@atc/venues/registry';
import { orExplain, withStack } from './with-stack.ts';

// Copies the private database into one file below DATA_DIR, also while the company works on it.
await orExplain(async () => {
  const config = loadConfig(venues);
  const { dataDir, databaseUrl } = config;
  if (databaseUrl)
    throw new StartError('not_private', 'DATABASE_URL names a server of your own: back it up with pg_dump');
  if (!(await findCluster(dataDir))) throw new StartError('no_database', `there is no private database in ${dataDir}`);
  await withStack({ ...config, queueBackend: 'postgres' }, async (_stack, say) => {
    say(`the backup is ${await backUp(dataDir, 'asked')}`);
    say(
      'It holds every trade and memory, no key of a wallet and no queue. `npm run restore -- <file>` brings it back.',
    );
  });
});
