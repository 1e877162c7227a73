import { StartError } from '@atc/core/kernel/errors';
import pg from 'pg';
import { type Migration, readMigrations } from './folder.ts';
import { pendingMigrations, stoppedMigration } from './pending.ts';
import { applyWhole, clearStopped, holdsRows, lockMigrations, readApplied } from './store.ts';

export interface MigrateOptions {
  /** Is waited for before the first change to a database in which there is something already. */
  readonly beforeUpgrade?: (() => Promise<void>) | undefined;
}

/**
 * Brings a database up to the project's migrations and returns the names of those applied now; safe to call from many
 * processes at once, and to be killed at any moment. Each is one transaction with its own record, written as Prisma's
 * `migrate deploy` writes it, so that both may be used in turn.
 */
export async function migrate(databaseUrl: string, { beforeUpgrade }: MigrateOptions = {}): Promise<readonly string[]> {
  const migrations = await readMigrations();
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'company migration' });
  // A server that goes away is noticed by the next statement; unheard, the same error would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await lockMigrations(client);
    await restartStopped(client, migrations, stoppedMigration(await readApplied(client)));
    const pending = pendingMigrations(migrations, await readApplied(client));
    if (pending.length > 0 && beforeUpgrade && (await holdsRows(client, migrations))) await beforeUpgrade();
    for (const migration of pending) await applyWhole(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Throws a `StartError` when a database was made by a newer version, or by other contents of one of our migrations. */
export async function refuseForeign(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    pendingMigrations(await readMigrations(), await readApplied(client));
  } finally {
    await client.end();
  }
}

/** Earlier versions ran a first start's migrations statement by statement: one that was stopped then begins again. */
async function restartStopped(client: pg.Client, ours: readonly Migration[], stopped: string | null): Promise<void> {
  if (stopped === null || (await clearStopped(client, ours))) return;
  throw new StartError(
    'failed_migration',
    `the migration ${stopped} was stopped half-way by an earlier version, in a database that holds rows: restore a ` +
      'backup (`npm run restore -- <file>`, or pg_restore for a database of your own), or `npm run reset`',
  );
}
