import { StartError } from '@atc/core/kernel/errors';
import type { Migration } from './folder.ts';

/** A row of Prisma's own table of migrations. */
export interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

/**
 * Names of the migrations that a database still needs, in order. Refuses, with a `StartError`, a database on which one
 * failed half-way, was applied with other contents, or that a newer version of the company has made.
 */
export function pendingMigrations(ours: readonly Migration[], applied: readonly AppliedMigration[]): readonly string[] {
  const known = new Map(applied.map((row) => [row.name, row]));
  const foreign = applied.find((row) => !ours.some((migration) => migration.name === row.name));
  if (foreign)
    throw new StartError(
      'newer_database',
      `the database has the migration ${foreign.name}, which this version does not know: update the company`,
    );
  for (const { name, checksum } of ours) refuseOdd(name, checksum, known.get(name));
  return ours.filter(({ name }) => !known.has(name)).map(({ name }) => name);
}

function refuseOdd(name: string, checksum: string, row: AppliedMigration | undefined): void {
  if (!row) return;
  if (!row.finished)
    throw new StartError(
      'failed_migration',
      `the migration ${name} failed half-way on this database: restore a backup, or \`npm run reset\``,
    );
  if (row.checksum !== checksum)
    throw new StartError(
      'changed_migration',
      `the database was made by another version of the migration ${name}: \`npm run reset\` starts afresh`,
    );
}
