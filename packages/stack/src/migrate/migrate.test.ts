import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { testServers } from '../testing/index.ts';
import { asAdmin, createTestDatabase, onDatabase } from '../testing/test-database.ts';
import { migrate, prismaDir, schemaSql } from './index.ts';
import { type AppliedMigration, pendingMigrations } from './pending.ts';

const ours = [
  { name: '1_first', sql: '', checksum: 'a' },
  { name: '2_second', sql: '', checksum: 'b' },
];
const applied = (name: string, checksum: string): AppliedMigration => ({ name, checksum, finished: true });

test('applies what a database lacks, in order', () => {
  expect(pendingMigrations(ours, [])).toEqual(ours);
  expect(pendingMigrations(ours, [applied('1_first', 'a')])).toEqual(ours.slice(1));
});

test.each([
  ['that a newer version made', [applied('3_third', 'c')], 'newer_database'],
  ['made by other contents', [applied('1_first', 'z')], 'changed_migration'],
])('refuses a database %s', (_what, rows, code) => {
  expect(() => pendingMigrations(ours, rows)).toThrow(expect.objectContaining({ code }));
});

test('has nothing to do on a migrated database, also when asked by many at once', async () => {
  const database = await createTestDatabase(testServers().adminUrl);
  const answers = await Promise.all(Array.from({ length: 5 }, () => migrate(database.url)));
  expect(answers).toEqual([[], [], [], [], []]);
  await database.drop();
});

// That a list is never null the schema cannot say.
const FACTS = `
  SELECT table_name || '.' || column_name || ' ' || udt_name || ' '
         || CASE data_type WHEN 'ARRAY' THEN '' ELSE is_nullable END || ' ' || coalesce(column_default, '') AS fact
  FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
  UNION SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
  UNION SELECT typname || ' ' || enumlabel FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid`;

async function factsOf(url: string, prepare = ''): Promise<ReadonlySet<string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(prepare);
    const { rows } = await client.query<{ fact: string }>(FACTS);
    return new Set(rows.map(({ fact }) => fact));
  } finally {
    await client.end();
  }
}

test('the migrations make every column, index and choice that the schema names', async () => {
  const { adminUrl } = testServers();
  const migrated = await createTestDatabase(adminUrl);
  const drawn = `drawn_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(adminUrl, `CREATE DATABASE ${drawn}`);
  const made = await factsOf(migrated.url);
  const wanted = await factsOf(onDatabase(adminUrl, drawn), await schemaSql(adminUrl));
  expect([...wanted].filter((fact) => !made.has(fact))).toEqual([]);
  await asAdmin(adminUrl, `DROP DATABASE ${drawn}`);
  await migrated.drop();
});

test('the first migration ends with the constraints that the schema cannot express', async () => {
  const constraints = await readFile(new URL('constraints.sql', prismaDir), 'utf8');
  const first = await readFile(new URL('migrations/20261123000000_company/migration.sql', prismaDir), 'utf8');
  expect(first.endsWith(constraints)).toBe(true);
});
