import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';

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
