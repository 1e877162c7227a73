import { errorText, StartError } from '@atc/core/kernel/errors';
import pg from 'pg';
import { type Migration, readMigrations, toEngineList } from './folder.ts';
import { type AppliedMigration, pendingMigrations } from './pending.ts';

// Any number will do as long as no other lock of the company has it.
const MIGRATION_LOCK = 7_240_111;

/**
 * Brings a database up to the project's migrations and returns the names of those applied now; safe to call from many
 * processes at once. Written down as Prisma's `migrate deploy` does it, so that both may be used in turn.
 */
export async function migrate(databaseUrl: string): Promise<readonly string[]> {
  const migrations = await readMigrations();
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const pending = pendingMigrations(migrations, await readApplied(client));
    if (pending.length > 0) await apply(databaseUrl, migrations);
    return pending;
  } finally {
    await client.end();
  }
}

async function readApplied(client: pg.Client): Promise<readonly AppliedMigration[]> {
  const { rows: tables } = await client.query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present`);
  if (!tables[0]?.present) return [];
  const { rows } = await client.query<AppliedMigration>(
    'SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  return rows;
}

async function apply(databaseUrl: string, migrations: readonly Migration[]): Promise<void> {
  // Loaded only when there is work: a company that is up to date does not pay for the engine's memory.
  const { FILTERS, withEngine } = await import('./engine.ts');
  const migrationsList = await toEngineList(migrations);
  try {
    await withEngine(databaseUrl, (engine) => engine.applyMigrations({ migrationsList, filters: FILTERS }));
  } catch (cause) {
    throw new StartError('migration_failed', `the database could not be migrated: ${complaint(cause)}`, { cause });
  }
}

// The engine adds where in its own source it happened, which helps nobody here.
function complaint(cause: unknown): string {
  return (
    errorText(cause)
      .split(/\n\s+0: /)[0]
      ?.replaceAll('\n', ' ') ?? 'no reason given'
  );
}
