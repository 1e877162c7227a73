import type { DiffTarget } from '@prisma/schema-engine-wasm';
import { FILTERS, schemaFiles, withEngine } from './engine.ts';

/** SQL that turns an empty database into the one of `schema.prisma`. */
export function schemaSql(databaseUrl: string): Promise<string> {
  return diff(databaseUrl, { tag: 'empty' });
}

/** SQL that turns this database, migrated to the newest migration, into the one of `schema.prisma`. */
export async function missingSql(databaseUrl: string): Promise<string> {
  return diff(databaseUrl, { tag: 'schemaDatasource', files: await schemaFiles(), configDir: '' });
}

function diff(databaseUrl: string, from: DiffTarget): Promise<string> {
  return withEngine(databaseUrl, async (engine) => {
    const to: DiffTarget = { tag: 'schemaDatamodel', files: await schemaFiles() };
    const { stdout } = await engine.diff({ from, to, script: true, exitCode: true, filters: FILTERS });
    return stdout ?? '';
  });
}
