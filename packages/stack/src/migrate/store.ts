import { randomUUID } from 'node:crypto';
import { errorText, StartError } from '@atc/core/kernel/errors';
import pg from 'pg';
import type { Migration } from './folder.ts';
import { madeBy } from './made-by.ts';
import type { AppliedMigration } from './pending.ts';

// Ours, which no other lock of the company has, and the one that Prisma's own commands take.
const MIGRATION_LOCKS = [7_240_111, 72_707_369];

/** Waits until no other process migrates this database, and keeps all others out until the connection ends. */
export async function lockMigrations(client: pg.Client): Promise<void> {
  for (const lock of MIGRATION_LOCKS) await client.query('SELECT pg_advisory_lock($1)', [lock]);
}

/** What was applied, as Prisma's own table tells it; nothing on a database that nobody has migrated. */
export async function readApplied(client: pg.Client): Promise<readonly AppliedMigration[]> {
  if (!(await exists(client, '_prisma_migrations'))) return [];
  const { rows } = await client.query<AppliedMigration>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return rows;
}

const RECORDS = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

const RECORD = `INSERT INTO _prisma_migrations
  (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
  VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`;

/**
 * Applies one migration with its record in one transaction. Throws a `StartError` when it fails; nothing of it stays.
 */
export async function applyWhole(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await whole(client, async () => {
      await client.query(RECORDS);
      await client.query(sql);
      await client.query(RECORD, [randomUUID(), checksum, name]);
    });
  } catch (cause) {
    const why = errorText(cause).replaceAll('\n', ' ');
    const message = `the migration ${name} failed and was undone: ${why}`;
    throw new StartError('migration_failed', message, { cause });
  }
}

/** Whether any table that the migrations make holds a row. */
export async function holdsRows(client: pg.Client, ours: readonly Migration[]): Promise<boolean> {
  for (const table of madeBy(ours).tables) {
    if (!(await exists(client, table))) continue;
    const { rowCount } = await client.query(`SELECT 1 FROM ${pg.escapeIdentifier(table)} LIMIT 1`);
    if (rowCount) return true;
  }
  return false;
}

/**
 * Takes away everything that the migrations make, with their records, so that they can begin anew. False, with nothing
 * changed, when one of the tables holds a row.
 */
export function clearStopped(client: pg.Client, ours: readonly Migration[]): Promise<boolean> {
  return whole(client, async () => {
    const { tables, functions, types } = madeBy(ours);
    const there: string[] = [];
    for (const table of tables) if (await exists(client, table)) there.push(pg.escapeIdentifier(table));
    if (there.length > 0) await client.query(`LOCK TABLE ${there.join(', ')} IN ACCESS EXCLUSIVE MODE`);
    if (await holdsRows(client, ours)) return false;
    for (const table of there) await client.query(`DROP TABLE ${table} CASCADE`);
    for (const name of functions) await client.query(`DROP FUNCTION IF EXISTS ${pg.escapeIdentifier(name)} CASCADE`);
    for (const name of types) await client.query(`DROP TYPE IF EXISTS ${pg.escapeIdentifier(name)} CASCADE`);
    await client.query('DELETE FROM _prisma_migrations');
    return true;
  });
}

async function exists(client: pg.Client, table: string): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
    pg.escapeIdentifier(table),
  ]);
  return rows[0]?.there === true;
}

async function whole<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const answer = await work();
    await client.query('COMMIT');
    return answer;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
