import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyDatabase, onDatabase, type TestDatabase, testServers } from '../testing/index.ts';
import { readMigrations } from './folder.ts';
import { migrate } from './index.ts';
import { applyWhole } from './store.ts';

// Rows that were written before facts became columns: what JSON said of them, the columns say afterwards.

const FACTS = '20261130010000_facts_as_columns';
const ID = '00000000-0000-7000-8000-000000000001';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  const { adminUrl } = testServers();
  database = await emptyDatabase(adminUrl);
  const desk = new pg.Client({ connectionString: database.url });
  await desk.connect();
  for (const migration of await readMigrations()) if (migration.name < FACTS) await applyWhole(desk, migration);
  await desk.end();
  client = new pg.Client({ connectionString: onDatabase(adminUrl, new URL(database.url).pathname.slice(1)) });
  await client.connect();
  // Rows without those that they belong to: they are not what is asked about.
  await client.query('SET session_replication_role = replica');
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

const addOrder = (id: string, body: object, evidence: readonly object[]) =>
  client.query(
    `INSERT INTO ops_orders (id, client_order_id, account_id, instrument_id, leg, side, purpose, spend_usd, body,
       evidence, intended_at, updated_at)
     VALUES (gen_random_uuid(), $1, $2, $2, 1, 'buy', 'entry', 50, $3, $4, now(), now())`,
    [id, ID, JSON.stringify(body), JSON.stringify(evidence)],
  );

const addExit = (evidence: readonly object[]) =>
  client.query(
    `INSERT INTO ops_trading_proposals (id, agent_id, title, mission_type, origin_kind, origin_id, proposed_steps,
       evidence, dedupe_key, proposed_at)
     VALUES (gen_random_uuid(), 'scout', 'Sell', 'exit', 'price_bar', '1', '[]', $1, gen_random_uuid()::text, now())`,
    [JSON.stringify(evidence)],
  );

const addPosition = (reason: object) =>
  client.query(
    `INSERT INTO ops_positions (id, account_id, instrument_id, entry_proposal_id, stop_loss, reason, status)
     VALUES (gen_random_uuid(), $1, $1, gen_random_uuid(), 1, $2, 'closed')`,
    [ID, JSON.stringify(reason)],
  );

test('what JSON said of rows that exist, their columns say', async () => {
  const notes = [
    { by: 'place' },
    { by: 'take_back', reason: 'nobody pays its limit' },
    { by: 'take_back', reason: 'later' },
  ];
  await addOrder('plain', { side: 'buy' }, [{ by: 'place' }]);
  await addOrder('bought', { side: 'buy', bracketStop: '0.95' }, []);
  await addOrder('left', { side: 'sell', bracketOf: 'bought' }, notes);
  await addExit([{ name: 'trigger_price', value: '0.000021', text: 'stop hit' }]);
  await addExit([]);
  await addPosition({ title: 'Buy', confidence: 0.84 });
  await addPosition({ title: 'Buy', confidence: null });
  expect(await migrate(database.url)).toContain(FACTS);
  const { rows: orders } = await client.query(
    `SELECT client_order_id AS id, bracket_stop::float8 AS stop, bracket_owner AS owner, take_back_reason AS why, body
     FROM ops_orders ORDER BY 1`,
  );
  expect(orders).toEqual([
    { id: 'bought', stop: 0.95, owner: null, why: null, body: { side: 'buy', bracketStop: '0.95' } },
    {
      id: 'left',
      stop: null,
      owner: 'bought',
      why: 'nobody pays its limit',
      body: { side: 'sell', bracketOf: 'bought' },
    },
    { id: 'plain', stop: null, owner: null, why: null, body: { side: 'buy' } },
  ]);
  const { rows: exits } = await client.query(
    'SELECT trigger_price::float8 AS trigger FROM ops_trading_proposals ORDER BY 1',
  );
  expect(exits).toEqual([{ trigger: 0.000021 }, { trigger: null }]);
  const { rows: positions } = await client.query('SELECT confidence, reason FROM ops_positions ORDER BY 1');
  expect(positions).toEqual([
    { confidence: 0.84, reason: { title: 'Buy' } },
    { confidence: null, reason: { title: 'Buy', confidence: null } },
  ]);
});
