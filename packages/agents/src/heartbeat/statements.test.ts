import { openBeats } from '@atc/core/company/runs';
import { testCompany } from '@atc/core/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHeartbeat } from './index.ts';
import { issuedStatements, leaveWork, readsOf, writeHistory } from './testing/index.ts';

/** More than this no statement of a beat looks at in any table. */
const MANY = 1000;
let company: Awaited<ReturnType<typeof testCompany>>;
let client: pg.Client;

beforeAll(async () => {
  company = await testCompany();
  const { ctx, databaseUrl } = company;
  await writeHistory(ctx.db, { events: 100_000, until: ctx.clock.now() });
  await openBeats(ctx.db, ctx.clock.now());
  client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
}, 120_000);
afterAll(async () => {
  await client?.end();
  await company?.close();
});

test('no statement of a beat reads a whole table, or much of one, however long the history', async () => {
  await leaveWork(company.ctx.db);
  const statements = await issuedStatements(() => runHeartbeat(company.ctx, { holder: 'test', early: true }));
  expect(statements.length).toBeGreaterThan(20);
  const { rows } = await client.query<{ table: string }>(
    `SELECT relname AS table FROM pg_class WHERE relkind = 'r' AND relname LIKE 'ops_%' AND reltuples > ${MANY}`,
  );
  const large = new Set(rows.map(({ table }) => table));
  expect(large).toContain('ops_agent_events');
  for (const statement of statements)
    for (const read of await readsOf(client, statement)) {
      expect(read.rows, `${read.table} is read too far by ${statement.text}`).toBeLessThanOrEqual(MANY);
      expect(read.whole && large.has(read.table), `${read.table} is read whole by ${statement.text}`).toBe(false);
    }
});
