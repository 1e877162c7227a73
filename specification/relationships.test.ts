import { driftsOf, saveDrift } from '@atc/agents/relationships';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeededDatabase, seededDatabase } from './testing/index.ts';

// The chapter "Initial relationships (15 pairs)".
let database: SeededDatabase;
beforeAll(async () => {
  database = await seededDatabase();
});
afterAll(() => database?.close());

test('fifteen pairs begin with these affinities', async () => {
  const rows = await database.ask(
    'SELECT agent_a, agent_b, affinity, total_interactions, drift_log FROM ops_agent_relationships',
  );
  expect(new Map(rows.map(({ agent_a, agent_b, affinity }) => [`${agent_a} ${agent_b}`, affinity]))).toEqual(
    new Map([
      ['atlas sage', 0.8],
      ['sage observer', 0.8],
      ['scout intel', 0.75],
      ['growth intel', 0.7],
      ['atlas growth', 0.6],
      ['atlas scout', 0.6],
      ['atlas observer', 0.55],
      ['sage growth', 0.55],
      ['sage scout', 0.5],
      ['scout observer', 0.5],
      ['atlas intel', 0.35],
      ['sage intel', 0.3],
      ['intel observer', 0.4],
      ['growth observer', 0.45],
      ['scout growth', 0.5],
    ]),
  );
  for (const { total_interactions, drift_log } of rows)
    expect({ total_interactions, drift_log }).toEqual({ total_interactions: 0, drift_log: [] });
});

async function drift(amount: number): Promise<unknown> {
  const drifted = { one: 'atlas', other: 'sage', amount } as const;
  const at = new Date('2025-02-03T15:00:00Z');
  await saveDrift(database.db, { roundtableId: crypto.randomUUID(), drift: drifted, least: 0.1, most: 0.95, at });
  const [row] = await database.ask(
    `SELECT affinity, total_interactions AS total, jsonb_array_length(drift_log) AS logged FROM ops_agent_relationships
     WHERE agent_a = 'atlas' AND agent_b = 'sage'`,
  );
  return row;
}

test('a drift is kept within 0.10 and 0.95, counted, and among the last twenty', async () => {
  expect(await drift(0.03)).toEqual({ affinity: 0.83, total: 1, logged: 1 });
  expect(await drift(1)).toEqual({ affinity: 0.95, total: 2, logged: 2 });
  expect(await drift(-2)).toEqual({ affinity: 0.1, total: 3, logged: 3 });
  for (let n = 4; n < 23; n += 1) await drift(0.01);
  expect(await drift(0.01)).toMatchObject({ total: 23, logged: 20 });
});

test('the database takes no affinity beyond 0.10 and 0.95', async () => {
  const set = (affinity: number) => database.ask(`UPDATE ops_agent_relationships SET affinity = ${affinity}`);
  await expect(set(0.09)).rejects.toThrow('relationship_affinity');
  await expect(set(0.96)).rejects.toThrow('relationship_affinity');
});

test('no conversation moves a pair by more than 0.03', () => {
  const often = Array.from({ length: 9 }, (_, i) => ({
    agentId: i % 2 === 0 ? ('atlas' as const) : ('intel' as const),
    stance: 'agrees' as const,
  }));
  expect(driftsOf(often, 0.03)).toEqual([{ one: 'atlas', other: 'intel', amount: 0.03 }]);
});
