import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, emptyDatabase, type TestDatabase, testServers } from '../testing/index.ts';
import { type Migration, readMigrations } from './folder.ts';
import { migrate } from './index.ts';

let database: TestDatabase;
let client: pg.Client;

beforeEach(async () => {
  database = await emptyDatabase(testServers().adminUrl);
  client = await connected(database.url);
});

afterEach(async () => {
  await client.end();
  await database.drop();
});

async function connected(url: string): Promise<pg.Client> {
  const fresh = new pg.Client({ connectionString: url });
  fresh.on('error', () => undefined);
  await fresh.connect();
  return fresh;
}

const PROGRAM = fileURLToPath(new URL('./testing/migrate-until-killed.ts', import.meta.url));

async function killedAt(statement: number): Promise<void> {
  const child = spawn(process.execPath, [PROGRAM, database.url, String(statement)], { stdio: 'inherit' });
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
}

const RECORDS = 'SELECT migration_name, checksum, applied_steps_count, logs, rolled_back_at FROM _prisma_migrations';
const COLUMNS = `
  SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1, 2`;
const CONSTRAINTS = `
  SELECT conname, pg_get_constraintdef(oid) AS says FROM pg_constraint
  WHERE connamespace = 'public'::regnamespace ORDER BY conrelid::regclass::text, 1`;
const TRIGGERS = `SELECT tgname, pg_get_triggerdef(oid) AS says FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1`;

async function wholeOf(asked: pg.Client): Promise<readonly unknown[]> {
  const answers = [];
  for (const sql of [`${RECORDS} ORDER BY 1`, COLUMNS, CONSTRAINTS, TRIGGERS])
    answers.push((await asked.query(sql)).rows);
  return answers;
}

async function expectWhole(): Promise<void> {
  const untouched = await createTestDatabase(testServers().adminUrl);
  const other = await connected(untouched.url);
  expect(await wholeOf(client)).toEqual(await wholeOf(other));
  await other.end();
  await untouched.drop();
}

test('killed again and again, it goes on where it was', async () => {
  // Begun, all but recorded, all but sure of its commit; then before the record of the second, and further on.
  for (const statement of [5, 8, 9, 10, 23]) await killedAt(statement);
  await migrate(database.url);
  await expectWhole();
});

/**
 * As earlier versions left it when they were stopped: some statements of the first migration, a record without an end.
 */
async function stoppedHalfWay([first]: readonly Migration[], statements: number): Promise<void> {
  await client.query(`CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL,
    finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`);
  await client.query(`INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', $1, $2)`, [
    first?.checksum,
    first?.name,
  ]);
  for (const sql of first?.sql.split(';').slice(0, statements) ?? []) await client.query(sql);
}

test.each([0, 50, 240])('begins again where an earlier version was stopped after %i statements', async (count) => {
  await client.query('CREATE TABLE of_a_stranger AS SELECT 1 AS n');
  await stoppedHalfWay(await readMigrations(), count);
  await migrate(database.url);
  expect((await client.query('SELECT n FROM of_a_stranger')).rows).toEqual([{ n: 1 }]);
  await client.query('DROP TABLE of_a_stranger');
  await expectWhole();
});

test('touches nothing where an earlier version was stopped in a database that holds rows', async () => {
  await migrate(database.url);
  await client.query(`INSERT INTO ops_cap_usage (key, used) VALUES ('x', 1)`);
  await client.query(`UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%worthless_fills'`);
  await expect(migrate(database.url)).rejects.toMatchObject({ code: 'failed_migration' });
  expect((await client.query('SELECT key FROM ops_cap_usage')).rows).toEqual([{ key: 'x' }]);
});

test('waits for whoever migrates, Prisma’s own commands as well', async () => {
  await client.query('SELECT pg_advisory_lock(72707369)');
  let done = false;
  const waiting = migrate(database.url).then((applied) => {
    done = true;
    return applied;
  });
  await until(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
  expect(done).toBe(false);
  await client.query('SELECT pg_advisory_unlock_all()');
  expect(await waiting).toHaveLength((await readMigrations()).length);
});

async function until(sql: string): Promise<void> {
  while (!(await client.query(sql)).rowCount);
}

test('says before the first change to what is filled, and only then', async () => {
  const told: string[] = [];
  const options = { beforeUpgrade: async () => void told.push('told') };
  await migrate(database.url, options);
  const last = (await readMigrations()).at(-1)?.name;
  expect(told).toEqual([]);
  await client.query(`INSERT INTO ops_cap_usage (key, used) VALUES ('x', 1)`);
  await migrate(database.url, options);
  expect(told).toEqual([]);
  await client.query('DELETE FROM _prisma_migrations WHERE migration_name = $1', [last]);
  await migrate(database.url, options).catch(() => undefined);
  expect(told).toEqual(['told']);
});
