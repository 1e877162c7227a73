import { loadConfig } from '@atc/core/kernel/config';
import { migrate } from '@atc/stack/migrate';
import { withStack } from './with-stack.ts';

// Brings the company's database up to the project's migrations.
await withStack(loadConfig(), async ({ databaseUrl }, say) => {
  const applied = await migrate(databaseUrl);
  say(applied.length > 0 ? `applied ${applied.join(', ')}` : 'the database is up to date');
});
