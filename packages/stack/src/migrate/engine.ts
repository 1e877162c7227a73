import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { prismaDir } from './folder.ts';

// No type package in use knows this part of Node.
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ readonly instance: { readonly exports: Readonly<Record<string, unknown>> } }>;
};

export type Engine = glue.SchemaEngine;

/** No table of ours is looked after by somebody else. */
export const FILTERS = { externalTables: [], externalEnums: [] };

/** The schema in the form that the engine takes. */
export async function schemaFiles(): Promise<{ path: string; content: string }[]> {
  return [{ path: 'prisma/schema.prisma', content: await readFile(new URL('schema.prisma', prismaDir), 'utf8') }];
}

/** Runs `work` with Prisma's own schema engine as WebAssembly on this database; needs no download. */
export async function withEngine<T>(databaseUrl: string, work: (engine: Engine) => Promise<T>): Promise<T> {
  await wakeUp();
  const files = await schemaFiles();
  // The engine never closes what it opened, so it is given a pool that we can.
  const pool = readable(new pg.Pool({ connectionString: databaseUrl }));
  const database = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool));
  const datamodels = files.map(({ path, content }): [string, string] => [path, content]);
  try {
    const engine = await glue.SchemaEngine.new({ datamodels }, () => undefined, database);
    return await work(engine).finally(() => engine.free());
  } finally {
    await pool.end();
  }
}

// The adapter does not know PostgreSQL's one-letter catalogue type, which the engine asks for; it is text as well.
const LETTER = 18;
const TEXT = 25;

function readable(pool: pg.Pool): pg.Pool {
  pool.query = new Proxy(pool.query, {
    apply: async (query, self, given) => {
      const result: pg.QueryResult = await Reflect.apply(query, self, given);
      for (const field of result.fields ?? []) if (field.dataTypeID === LETTER) field.dataTypeID = TEXT;
      return result;
    },
  });
  return pool;
}

let awake: Promise<void> | undefined;

function wakeUp(): Promise<void> {
  awake ??= instantiate();
  return awake;
}

async function instantiate(): Promise<void> {
  const beside = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(join(dirname(beside), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, {
    './schema_engine_bg.js': { ...glue, ...patientTimers() },
  });
  glue.__wbg_set_wasm(instance.exports);
  const { __wbindgen_start: start } = instance.exports;
  if (typeof start === 'function') start();
}

// The engine's time-out for its own lock runs on after the lock was taken and would keep the process alive for it.
function patientTimers(): Readonly<Record<string, (work: () => void, ms: number) => unknown>> {
  const names = Object.keys(glue).filter((name) => name.startsWith('__wbg_setTimeout_'));
  return Object.fromEntries(names.map((name) => [name, (work, ms) => setTimeout(work, ms).unref()]));
}
