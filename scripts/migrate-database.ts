import { loadConfig } from '@atc/core/kernel/config';
import { upgradeDatabase } from '@atc/stack/backup';
import { venues } from '@atc/venues/registry';
import { withStack } from './with-stack.ts';

// Brings the company's database up to the project's migrations.
const config = loadConfig(venues);
await withStack(config, async ({ databaseUrl }, say) => {
  const applied = await upgradeDatabase(databaseUrl, { ...config, say });
  say(applied.length > 0 ? `applied ${applied.join(', ')}` : 'the database is up to date');
});
