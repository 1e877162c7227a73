import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase, testServers } from '../testing/index.ts';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase(testServers().adminUrl);
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

const refused: readonly (readonly [string, string, string])[] = [
  [
    'a pair of agents in the wrong order',
    `INSERT INTO ops_agent_relationships (agent_a, agent_b, affinity) VALUES ('sage', 'atlas', 0.5)`,
    'relationship_order',
  ],
  [
    'an affinity beyond its range',
    `INSERT INTO ops_agent_relationships (agent_a, agent_b, affinity) VALUES ('atlas', 'sage', 0.96)`,
    'relationship_affinity',
  ],
  ['usage below zero', `INSERT INTO ops_cap_usage (key, used) VALUES ('y', -1)`, 'usage_not_negative'],
  [
    'a second trading state',
    `INSERT INTO ops_trading_state (id, reason, changed_by, changed_at) VALUES (2, 'x', 'x', now())`,
    'one_trading_state',
  ],
  [
    'a second clock',
    `
      INSERT INTO ops_world (id, market, range, seed, speed, anchor_company, anchor_machine, checkpoint_company,
        starts_at) VALUES (2, 'replay', '', '', '', now(), now(), now(), now())`,
    'one_world',
  ],
];

test.each(refused)('refuses %s', async (_what, sql, constraint) => {
  await expect(client.query(sql)).rejects.toMatchObject({ constraint });
});

async function writeEvent(id: string): Promise<void> {
  await client.query(
    `
      INSERT INTO ops_agent_events (id, agent_id, kind, title, summary, occurred_at)
        VALUES ($1, 'atlas', 'k', 't', 's', now())`,
    [id],
  );
}

test('never changes or forgets an event', async () => {
  const id = '00000000-0000-7000-8000-000000000001';
  await writeEvent(id);
  await expect(client.query(`UPDATE ops_agent_events SET title = 'other' WHERE id = $1`, [id])).rejects.toThrow(
    'never changed',
  );
  await expect(client.query('DELETE FROM ops_agent_events WHERE id = $1', [id])).rejects.toThrow('never changed');
});

test('lets a reset, and only a reset, forget events', async () => {
  const id = '00000000-0000-7000-8000-000000000002';
  await writeEvent(id);
  await client.query('BEGIN');
  await client.query(`SET LOCAL company.reset = 'on'`);
  const { rowCount } = await client.query('DELETE FROM ops_agent_events WHERE id = $1', [id]);
  await client.query('COMMIT');
  expect(rowCount).toBe(1);
  await writeEvent(id);
  await expect(client.query('DELETE FROM ops_agent_events WHERE id = $1', [id])).rejects.toThrow('never changed');
});
