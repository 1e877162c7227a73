import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { loadConfig } from '@atc/core/kernel/config';
import { upgradeDatabase } from '@atc/stack/backup';
import { venues } from '@atc/venues/registry';
import { withStack } from './with-stack.ts';

// Prisma Studio on the company's database, also while the company runs.
const config = loadConfig(venues);
await withStack(config, async ({ databaseUrl }, say, end) => {
  await upgradeDatabase(databaseUrl, { ...config, say });
  const env = { ...process.env, DATABASE_URL: databaseUrl, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath };
  say('Prisma Studio is opening; Ctrl-C closes it');
  const studio = spawn('prisma', ['studio', ...process.argv.slice(2)], {
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  const close = () => studio.kill();
  end.addEventListener('abort', close);
  if (end.aborted) close();
  const [code] = await once(studio, 'exit');
  process.exitCode = typeof code === 'number' && code !== 130 ? code : 0;
});
