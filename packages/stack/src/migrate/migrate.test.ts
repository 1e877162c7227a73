import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createTestDatabase, testServers } from '../testing/index.ts';
import { migrate, prismaDir, schemaSql } from './index.ts';
import { type AppliedMigration, pendingMigrations } from './pending.ts';

const ours = [
  { name: '1_first', sql: '', checksum: 'a' },
  { name: '2_second', sql: '', checksum: 'b' },
];
const applied = (name: string, checksum: string, finished = true): AppliedMigration => ({ name, checksum, finished });

test('applies what a database lacks, in order', () => {
  expect(pendingMigrations(ours, [])).toEqual(['1_first', '2_second']);
  expect(pendingMigrations(ours, [applied('1_first', 'a')])).toEqual(['2_second']);
});

test.each([
  ['that a newer version made', [applied('3_third', 'c')], 'newer_database'],
  ['on which a migration failed', [applied('1_first', 'a', false)], 'failed_migration'],
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

test('the first migration is the schema and its constraints, nothing else', async () => {
  const tables = await schemaSql(testServers().adminUrl);
  const constraints = await readFile(new URL('constraints.sql', prismaDir), 'utf8');
  const first = await readFile(new URL('migrations/20261123000000_company/migration.sql', prismaDir), 'utf8');
  expect(first, 'run `npm run db:diff`').toBe(`${tables.trim()}\n\n${constraints}`);
});
