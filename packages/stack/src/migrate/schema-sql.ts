import type { DiffTarget } from '@prisma/schema-engine-wasm';
import { FILTERS, schemaFiles, withEngine } from './engine.ts';

/** SQL that turns an empty database into the one of `schema.prisma`. */
export function schemaSql(databaseUrl: string): Promise<string> {
  return diff(databaseUrl, { tag: 'empty' });
}

/** SQL that turns a database of an earlier text of `schema.prisma` into the one of today's. */
export async function changedSql(databaseUrl: string, earlier: string): Promise<string> {
  return diff(databaseUrl, { tag: 'schemaDatamodel', files: [{ path: 'prisma/schema.prisma', content: earlier }] });
}

function diff(databaseUrl: string, from: DiffTarget): Promise<string> {
  return withEngine(databaseUrl, async (engine) => {
    const to: DiffTarget = { tag: 'schemaDatamodel', files: await schemaFiles() };
    const { stdout } = await engine.diff({ from, to, script: true, exitCode: true, filters: FILTERS });
    return stdout ?? '';
  });
}
