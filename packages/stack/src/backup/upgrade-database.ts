import type { Say } from '../host/index.ts';
import { migrate } from '../migrate/index.ts';
import { deskUrl, findCluster } from '../postgres/index.ts';
import { backUp } from './back-up.ts';

export interface Upgrading {
  readonly dataDir: string;
  readonly say: Say;
}

/**
 * Migrates the company's database and returns what was applied; a private one that holds something is backed up before.
 */
export async function upgradeDatabase(databaseUrl: string, { dataDir, say }: Upgrading): Promise<readonly string[]> {
  return migrate(databaseUrl, {
    beforeUpgrade: async () => {
      const cluster = await findCluster(dataDir);
      if (!cluster || deskUrl(cluster.note) !== databaseUrl) return;
      say('a newer version: backing up the database before it is migrated');
      say(`the backup is ${await backUp(dataDir, 'upgrade')}`);
    },
  });
}
