import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { parseArgs, promisify } from 'node:util';
import { changedSql, migrate, prismaDir, schemaSql } from '@atc/stack/migrate';
import { createTestDatabase, openTestStack } from '@atc/stack/testing';

// npm run db:diff              writes the first migration anew from the schema and constraints.sql
// npm run db:diff -- --new x   writes a further migration, named x, with what changed in the schema since the last
// commit
const { values } = parseArgs({ options: { new: { type: 'string' } } });
const migrations = new URL('migrations/', prismaDir);
const stack = await openTestStack({ migrated: false });
try {
  const database = await createTestDatabase(stack.adminUrl);
  await (values.new ? addMigration(database.url, values.new) : rewriteFirst(database.url));
} finally {
  await stack.close();
}

async function rewriteFirst(url: string): Promise<void> {
  const folders = (await readdir(migrations, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  if (folders.length > 1)
    throw new Error('there are further migrations: the first one is written in stone, use --new <name>');
  const constraints = await readFile(new URL('constraints.sql', prismaDir), 'utf8');
  await write('20261123000000_company', `${(await schemaSql(url)).trim()}\n\n${constraints}`);
  await migrate(url);
}

async function addMigration(url: string, name: string): Promise<void> {
  const { stdout: earlier } = await promisify(execFile)('git', ['show', 'HEAD:prisma/schema.prisma']);
  const sql = await changedSql(url, earlier);
  if (/^-- This is an empty migration/.test(sql) || sql.trim() === '')
    return console.log('the schema is as it was at the last commit');
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  await write(`${stamp}_${name}`, sql);
}

async function write(folder: string, sql: string): Promise<void> {
  const target = new URL(`${folder}/`, migrations);
  await mkdir(target, { recursive: true });
  await writeFile(new URL('migration.sql', target), sql);
  console.log(`wrote prisma/migrations/${folder}/migration.sql (${sql.split('\n').length} lines)`);
}
