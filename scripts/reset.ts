import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { loadConfig } from '@atc/core/kernel/config';
import { stopStack } from '@atc/stack/launcher';
import { outsidePlace } from '@atc/stack/postgres';
import { orExplain, say } from './with-stack.ts';

// Forgets everything: stops the private servers and deletes their files. Asks first, unless told --yes.
await orExplain(async () => {
  const { dataDir, databaseUrl } = loadConfig();
  const folder = resolve(dataDir);
  if (databaseUrl) say('DATABASE_URL names a server of your own: that database is not touched.');
  if (!existsSync(folder)) return say(`there is nothing to forget: ${folder} does not exist`);
  if (!(await isWanted(folder))) return say('nothing was deleted');
  await stopStack(folder);
  await rm(folder, { recursive: true, force: true });
  await rm(outsidePlace(folder), { recursive: true, force: true });
  say('everything is forgotten; the next `npm start` opens a new company');
});

async function isWanted(folder: string): Promise<boolean> {
  if (process.argv.includes('--yes')) return true;
  if (!process.stdin.isTTY) {
    say(`this deletes ${folder} with all trades and memories: say so with \`npm run reset -- --yes\``);
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Delete ${folder} with all trades and memories? Type yes: `);
  terminal.close();
  return answer.trim().toLowerCase() === 'yes';
}
