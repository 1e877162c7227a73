import { StartError } from '@atc/core/kernel/errors';
import type { Migration } from './folder.ts';

/** A row of Prisma's own table of migrations. */
export interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

/** The name of the migration that began and did not end; null when none did. */
export function stoppedMigration(applied: readonly AppliedMigration[]): string | null {
  return applied.find(({ finished }) => !finished)?.name ?? null;
}

/**
 * The migrations that a database still needs, in order. Refuses, with a `StartError`, a database on which one was
 * applied with other contents, or that a newer version of the company has made.
 */
export function pendingMigrations(
  ours: readonly Migration[],
  applied: readonly AppliedMigration[],
): readonly Migration[] {
  const known = new Map(applied.map((row) => [row.name, row]));
  const foreign = applied.find((row) => !ours.some((migration) => migration.name === row.name));
  if (foreign)
    throw new StartError(
      'newer_database',
      `the database has the migration ${foreign.name}, which this version does not know: update the company`,
    );
  for (const { name, checksum } of ours) refuseChanged(name, checksum, known.get(name));
  return ours.filter(({ name }) => !known.has(name));
}

function refuseChanged(name: string, checksum: string, row: AppliedMigration | undefined): void {
  if (row && row.checksum !== checksum)
    throw new StartError(
      'changed_migration',
      `the database was made by another version of the migration ${name}: \`npm run reset\` starts afresh`,
    );
}
