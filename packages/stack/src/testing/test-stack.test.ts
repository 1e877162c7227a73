import pg from 'pg';
import { expect, test } from 'vitest';
import { availableQueueBackends, testServers } from './run-context.ts';
import { chooseBackends } from './run-servers.ts';
import { createTestDatabase } from './test-database.ts';

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('gives each test a migrated database that nobody else writes to', async () => {
  const { adminUrl } = testServers();
  const [one, other] = [await createTestDatabase(adminUrl), await createTestDatabase(adminUrl)];
  await ask(one.url, `INSERT INTO ops_cap_usage (key, used) VALUES ('x', 1)`);
  expect(await ask(other.url, 'SELECT * FROM ops_cap_usage')).toEqual([]);
  await Promise.all([one.drop(), other.drop()]);
});

test('drops a database that is still in use', async () => {
  const { adminUrl } = testServers();
  const database = await createTestDatabase(adminUrl);
  const client = new pg.Client({ connectionString: database.url });
  client.on('error', () => undefined);
  await client.connect();
  await database.drop();
  expect(
    await ask(adminUrl, `SELECT 1 FROM pg_database WHERE datname = '${new URL(database.url).pathname.slice(1)}'`),
  ).toEqual([]);
});

test('always has the PostgreSQL queue backend unless another one is wanted', () => {
  expect(availableQueueBackends().length).toBeGreaterThan(0);
  expect(chooseBackends(true, undefined)).toEqual(['postgres', 'redis']);
  expect(chooseBackends(false, '')).toEqual(['postgres']);
  expect(chooseBackends(true, 'redis')).toEqual(['redis']);
});

test('refuses to pretend that a missing backend was tested', () => {
  expect(() => chooseBackends(false, 'redis')).toThrow('cannot be tested here');
});
