import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { type Config, loadConfig } from '@atc/core/kernel/config';
import { StartError } from '@atc/core/kernel/errors';
import { backupsIn } from '@atc/stack/backup';
import { openStack, refuseUsed, stopStack } from '@atc/stack/launcher';
import { findCluster, outsidePlace } from '@atc/stack/postgres';
import { venues } from '@atc/venues/registry';
import { type Holding, readHolding } from './reset/held-store.ts';
import { type Facts, whatIsForgotten, whyNotForget } from './reset/may-forget.ts';
import { orExplain, say } from './with-stack.ts';

// Forgets everything but the backups: stops the private servers and deletes their files. Asks first, unless told --yes.
await orExplain(async () => {
  const config = loadConfig(venues);
  const folder = resolve(config.dataDir);
  if (config.databaseUrl) say('DATABASE_URL names a server of your own: that database is not touched.');
  if (!existsSync(folder)) return say(`there is nothing to forget: ${folder} does not exist`);
  await refuseUsed(folder, 'nothing was deleted');
  const facts = { folder, holding: await look(config), meansReal: config.tradingMode === 'live' };
  const refusal = whyNotForget(facts);
  if (refusal) throw new StartError('not_forgotten', refusal);
  if (!(await isWanted(facts))) return say('nothing was deleted');
  await refuseUsed(folder, 'nothing was deleted');
  await stopStack(folder);
  await forget(folder);
  say('everything is forgotten; the next `npm start` opens a new company');
});

/** What the private database holds; null when it cannot be read, nothing when there is none. */
async function look({ dataDir }: Config): Promise<Holding | null> {
  if (!(await findCluster(dataDir))) return { real: false, held: [], trades: 0 };
  try {
    const stack = await openStack({ dataDir, queueBackend: 'postgres', say: () => undefined });
    return await readHolding(stack.databaseUrl).finally(() => stack.close());
  } catch {
    return null;
  }
}

async function forget(folder: string): Promise<void> {
  const backups = backupsIn(folder);
  for (const name of await readdir(folder))
    if (name !== basename(backups)) await rm(join(folder, name), { recursive: true, force: true });
  await rm(outsidePlace(folder), { recursive: true, force: true });
  if (existsSync(backups)) return say(`the backups in ${backups} are kept`);
  await rm(folder, { recursive: true, force: true });
}

async function isWanted(facts: Facts): Promise<boolean> {
  if (process.argv.includes('--yes')) return true;
  const what = `${facts.folder}: ${whatIsForgotten(facts)}`;
  if (!process.stdin.isTTY) {
    say(`this deletes ${what}: say so with \`npm run reset -- --yes\``);
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Delete ${what}? Type yes: `);
  terminal.close();
  return answer.trim().toLowerCase() === 'yes';
}
