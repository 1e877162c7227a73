import { readScorecard } from '@atc/core/loop/scorecard';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeededCompany, seededCompany } from './testing/index.ts';

// The chapter "Success metrics".
let company: SeededCompany;
beforeAll(async () => {
  company = await seededCompany();
});
afterAll(() => company?.close());

const goals = async () => (await readScorecard(company.ctx)).goals;
const stateOf = async (name: string) => (await goals()).find((goal) => goal.name === name)?.state;
const after = (days: number) => company.setTime(new Date(company.market.startsAt.getTime() + days * 86_400_000));

test('the company is judged by the aims of each week', async () => {
  expect((await goals()).map(({ phase, name }) => `${phase}: ${name}`)).toEqual([
    'week 1: System running without crashes',
    'week 1: 5+ roundtables per day',
    'week 1: 3+ trades executed autonomously',
    'week 1: 30+ memories',
    'week 1: Relationships evolving',
    'week 2: Profitable trading',
    'week 2: Agents proposing valuable insights',
    'week 2: Memory influencing decisions (30 %)',
    'week 2: Low-affinity pairs having productive debates',
    'week 3: Consistent profitability (60 %+ win rate)',
    'week 3: Self-healing working',
    'week 3: Initiative system enabled',
    'week 3: Voice evolution visible',
    'phase 2: 2+ weeks profitable operation',
    'phase 2: Full audit trail',
    'phase 2: System stability proven',
    'phase 2: Ready to white-label',
  ]);
});

test('thirty memories are enough, twenty-nine are not', async () => {
  const learn = (count: number) =>
    company.ask(`
      INSERT INTO ops_agent_memory (id, agent_id, type, content, confidence, source_trace_id, learned_at)
      SELECT gen_random_uuid(), 'growth', 'lesson', gen_random_uuid()::text, 0.7, 'x', now()
      FROM generate_series(1, ${count})`);
  await learn(29);
  expect(await stateOf('30+ memories')).toBe('not_yet');
  await learn(1);
  expect(await stateOf('30+ memories')).toBe('met');
});

test('five conversations a day are enough, four are not', async () => {
  await after(1);
  const talk = (count: number) =>
    company.ask(`
      INSERT INTO ops_roundtable_queue (id, format, topic, status, turns_planned, temperature, natural_key, convened_at)
      SELECT gen_random_uuid(), 'watercooler', 'x', 'succeeded', 3, 0.9, gen_random_uuid()::text, now()
      FROM generate_series(1, ${count})`);
  await talk(4);
  expect(await stateOf('5+ roundtables per day')).toBe('not_met');
  await talk(1);
  expect(await stateOf('5+ roundtables per day')).toBe('met');
});

test('stability takes two weeks', async () => {
  await after(13.9);
  expect(await stateOf('System stability proven')).toBe('not_yet');
  await after(14);
  expect(await stateOf('System stability proven')).toBe('met');
});
