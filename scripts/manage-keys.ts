import { parseArgs } from 'node:util';
import { type KeyRole, keyRoles, type ListedKey, listKeys, mintKey, revokeKeys } from '@atc/api/auth';
import { loadConfig } from '@atc/core/kernel/config';
import { type BaseDb, openDb } from '@atc/core/kernel/db';
import { StartError } from '@atc/core/kernel/errors';
import { upgradeDatabase } from '@atc/stack/backup';
import { venues } from '@atc/venues/registry';
import { orExplain, withStack } from './with-stack.ts';

const USAGE = `usage: npm run key -- list
       npm run key -- create <name> --role ${keyRoles.join('|')}
       npm run key -- revoke <prefix, as the list shows it>`;

type Say = (line: string) => void;
type Command = (db: BaseDb, say: Say) => Promise<void>;

// Makes, lists and revokes the keys of the API. A made key is shown once; only its hash is kept.
await orExplain(async () => {
  const command = commandOf(process.argv.slice(2));
  const config = loadConfig(venues);
  await withStack(config, async ({ databaseUrl }, say) => {
    await upgradeDatabase(databaseUrl, { ...config, say });
    const db = openDb(databaseUrl, { connections: 2 });
    await command(db, say).finally(() => db.$disconnect());
  });
});

function commandOf(args: readonly string[]): Command {
  const { verb, subject, role } = read(args);
  if (verb === 'list' && !subject) return list;
  if (verb === 'create' && subject && role) return (db, say) => create(db, say, { name: subject, role });
  if (verb === 'revoke' && subject) return (db, say) => revoke(db, say, subject);
  throw new StartError('bad_argument', USAGE);
}

function read(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { role: { type: 'string' } },
    });
    const [verb, subject, ...more] = positionals;
    return { verb: more.length === 0 ? verb : undefined, subject, role: keyRoles.find((role) => role === values.role) };
  } catch {
    throw new StartError('bad_argument', USAGE);
  }
}

async function list(db: BaseDb, say: Say): Promise<void> {
  const rows = await listKeys(db);
  if (rows.length === 0) say('there is no key yet; the first start makes one for the operator');
  for (const row of rows) say(lineOf(row));
}

function lineOf({ prefix, role, name, createdAt, lastUsedAt, endsAt }: ListedKey): string {
  const ends = endsAt ? `, ends ${endsAt.toISOString().slice(0, 16)}Z` : '';
  const used = lastUsedAt ? `last used ${lastUsedAt.toISOString().slice(0, 16)}Z` : 'never used';
  const made = createdAt.toISOString().slice(0, 10);
  return `${prefix.padEnd(18)} ${role.padEnd(10)} ${name}, made ${made}, ${used}${ends}`;
}

const BY = 'terminal';

async function create(db: BaseDb, say: Say, wish: { readonly name: string; readonly role: KeyRole }): Promise<void> {
  say(`${wish.name}, ${wish.role}: ${await mintKey(db, { ...wish, by: BY })}`);
  say('Keep it now: it is not shown again.');
}

async function revoke(db: BaseDb, say: Say, prefix: string): Promise<void> {
  const revoked = await revokeKeys(db, { prefix, by: BY });
  if (revoked.outcome === 'not_found')
    throw new StartError('not_found', `no key in force begins with ${prefix}: see \`npm run key -- list\``);
  if (revoked.outcome === 'last_operator')
    throw new StartError('refused', 'no operator’s key would be left: make another one first');
  const { length } = revoked.keys;
  say(`revoked ${length === 1 ? 'the key' : `${length} keys`} ${prefix}…`);
}
