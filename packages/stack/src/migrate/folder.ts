import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { MigrationList } from '@prisma/schema-engine-wasm';

/** The project's `prisma/` folder. */
export const prismaDir = new URL('../../../../prisma/', import.meta.url);

const migrationsDir = new URL('migrations/', prismaDir);

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** As Prisma stores it beside an applied migration. */
  readonly checksum: string;
}

/** The project's migrations, oldest first. */
export async function readMigrations(): Promise<readonly Migration[]> {
  const entries = await readdir(migrationsDir, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(`${name}/migration.sql`, migrationsDir), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/** The same migrations in the form that Prisma's engine takes. */
export async function toEngineList(migrations: readonly Migration[]): Promise<MigrationList> {
  return {
    baseDir: fileURLToPath(migrationsDir),
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(new URL('migration_lock.toml', migrationsDir), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}
