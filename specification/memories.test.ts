import { inTransaction, readOne } from '@atc/core/kernel/db';
import { admitMemory, influenceNow, type MemoryDraft, recall, remember } from '@atc/core/loop/memories';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeededCompany, seededCompany } from './testing/index.ts';

// The chapter "Memory types (5 types)", and how memory influences topics.
let company: SeededCompany;
beforeAll(async () => {
  company = await seededCompany();
});
afterAll(() => company?.close());

const draft = (changes: Partial<MemoryDraft>): MemoryDraft => ({
  agentId: 'growth',
  type: 'insight',
  content: 'Weekend volume 60% lower, signals less reliable',
  confidence: 0.8,
  tags: ['pattern'],
  sourceTraceId: 'specification',
  trust: 'trusted',
  subject: null,
  evidence: {},
  ...changes,
});

test.each([
  ['insight', 0.65, 0.85],
  ['pattern', 0.7, 0.9],
  ['strategy', 0.75, 0.9],
  ['preference', 0.6, 0.8],
  ['lesson', 0.55, 0.75],
] as const)('a memory of the type %s is between %d and %d sure', (type, lowest, highest) => {
  const sure = (confidence: number) => admitMemory(draft({ type, confidence }));
  expect(sure(lowest - 0.001)).toEqual({ refused: 'too_weak' });
  expect(sure(lowest)).toMatchObject({ memory: { confidence: lowest } });
  expect(sure(highest - 0.001)).toMatchObject({ memory: { confidence: highest - 0.001 } });
  expect(sure(1)).toMatchObject({ memory: { confidence: highest } });
});

test('a memory is stored with all that the specification asks of it', async () => {
  const { ctx } = company;
  await inTransaction(ctx.db, (tx) => remember(ctx, tx, draft({ agentId: 'observer', type: 'preference' })));
  const [row] = await company.ask(
    `SELECT agent_id, type::text AS type, content, confidence, tags, source_trace_id FROM ops_agent_memory
     WHERE agent_id = 'observer'`,
  );
  expect(row).toEqual({
    agent_id: 'observer',
    type: 'preference',
    content: 'Weekend volume 60% lower, signals less reliable',
    confidence: 0.8,
    tags: ['pattern'],
    source_trace_id: 'specification',
  });
});

test('an agent has two hundred live memories at most', async () => {
  const { ctx } = company;
  await company.ask(`
    INSERT INTO ops_agent_memory (id, agent_id, type, content, confidence, source_trace_id, learned_at)
    SELECT gen_random_uuid(), 'scout', 'lesson', n::text, 0.7, n::text, now() FROM generate_series(1, 200) n`);
  await inTransaction(ctx.db, (tx) => remember(ctx, tx, draft({ agentId: 'scout' })));
  const [live] = await company.ask(
    `SELECT count(*)::int AS live FROM ops_agent_memory WHERE agent_id = 'scout' AND evicted_at IS NULL`,
  );
  expect(live).toEqual({ live: 200 });
});

// 100 decisions: a share of 30 % lies outside of 4.5 standard errors about once in 150,000 runs.
test('thirty in a hundred topics recall a memory, of 0.60 or more, a strategy, a lesson or a pattern', async () => {
  const { ctx } = company;
  await company.ask(`
    INSERT INTO ops_agent_memory (id, agent_id, type, content, confidence, source_trace_id, learned_at)
    SELECT gen_random_uuid(), 'sage', type::"MemoryType", type || confidence, confidence, type, now()
    FROM unnest(ARRAY['insight', 'pattern', 'strategy', 'preference', 'lesson']) type,
         unnest(ARRAY[0.59, 0.6]) confidence`);
  const influence = await readOne(ctx.db, influenceNow);
  const recalled = new Set<string>();
  let count = 0;
  for (let n = 0; n < 5; n += 1) {
    const keys = Array.from({ length: 20 }, (_, i) => `${n}|${i}`);
    const found = await Promise.all(keys.map((key) => recall(ctx, { agentId: 'sage', key, influence })));
    for (const memory of found.filter((one) => one !== null)) {
      recalled.add(`${memory.type} ${memory.confidence}`);
      count += 1;
    }
  }
  expect(Math.abs(count / 100 - 0.3)).toBeLessThan(4.5 * Math.sqrt((0.3 * 0.7) / 100));
  expect(recalled).toEqual(new Set(['pattern 0.6', 'strategy 0.6', 'lesson 0.6']));
});
