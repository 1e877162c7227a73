import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { discardScratch, makeScratch } from '../testing/scratch.ts';
import { onDatabase } from '../testing/test-database.ts';
import { startPostgres } from './index.ts';

let dataDir: string;

beforeEach(async () => {
  dataDir = await makeScratch();
});
afterEach(() => discardScratch(dataDir));

const start = () => startPostgres({ dataDir, say: () => undefined, unsafe: true });

async function asking<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

// A folder as it was when the company connected as superuser: everything is its, and the ordinary role is not there.
const AS_IT_WAS = `
  ALTER DATABASE company OWNER TO company;
  CREATE SCHEMA queues;
  CREATE TYPE queues.side AS ENUM ('buy', 'sell');
  CREATE TABLE queues.jobs (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n serial, side queues.side);
  CREATE VIEW "Odd name" AS SELECT id FROM queues.jobs;
  CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql AS 'SELECT 2 * n';
  DROP ROLE desk`;
const STRANGE = `
  SELECT relname AS name FROM pg_class WHERE relowner = 10 AND relnamespace::regnamespace::text IN ('public', 'queues')
  UNION ALL SELECT typname FROM pg_type WHERE typowner = 10 AND typnamespace::regnamespace::text IN ('public', 'queues')
  UNION ALL SELECT proname FROM pg_proc WHERE proowner = 10 AND pronamespace = 'public'::regnamespace`;
const POWERS = 'SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user';

test('a folder whose company was superuser is handed over to an ordinary role', async () => {
  const before = await start();
  await asking(onDatabase(before.adminUrl, 'company'), (client) => client.query(AS_IT_WAS));
  await before.leave();
  const after = await start();
  await asking(after.url, async (client) => {
    expect((await client.query(POWERS)).rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false }]);
    expect((await client.query(STRANGE)).rows).toEqual([]);
    await client.query(`ALTER TYPE queues.side ADD VALUE 'short'`);
    await client.query(`ALTER TABLE queues.jobs ADD COLUMN note text; INSERT INTO queues.jobs (side) VALUES ('buy')`);
    expect((await client.query('SELECT id FROM "Odd name"')).rows).toEqual([{ id: '1' }]);
    await expect(client.query('SET session_replication_role = replica')).rejects.toThrow('permission denied');
  });
  await after.leave();
});
