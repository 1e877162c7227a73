import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultPolicies } from '../../company/policies/index.ts';
import { inTransaction, readOne } from '../../kernel/db/index.ts';
import { seededDice } from '../../kernel/dice/index.ts';
import { type TestCompany, testCompany } from '../../testing/test-company.ts';
import {
  admitMemory,
  confidenceRanges,
  insertUse,
  type MemoryDraft,
  memoryTypes,
  promoteInsights,
  recall,
  recalledFor,
  remember,
  scoreUses,
} from './index.ts';
import { pickByConfidence } from './pick.ts';
import { confidenceAfter } from './scoring.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await testCompany();
});
afterAll(() => company?.close());

const draft = (changes: Partial<MemoryDraft> = {}): MemoryDraft => ({
  agentId: 'growth',
  type: 'pattern',
  content: 'Trades on scanner:breakout won 9 of 10.',
  confidence: 0.8,
  tags: ['source', 'scanner:breakout', 'good'],
  sourceTraceId: 'record:1',
  trust: 'trusted',
  subject: null,
  evidence: {},
  ...changes,
});

const store = (changes: Partial<MemoryDraft> = {}) =>
  inTransaction(company.ctx.db, (tx) => remember(company.ctx, tx, draft(changes)));
const live = (agentId: MemoryDraft['agentId']) =>
  company.ctx.db.memory.findMany({ where: { agentId, evictedAt: null, supersededBy: null } });

test('a memory is kept within its type’s range of confidence', () => {
  fc.assert(
    fc.property(fc.constantFrom(...memoryTypes), fc.double({ min: 0, max: 1, noNaN: true }), (type, confidence) => {
      const [lowest, highest] = confidenceRanges[type];
      const admitted = admitMemory(draft({ type, confidence }));
      if (confidence < lowest) expect(admitted).toEqual({ refused: 'too_weak' });
      else expect('memory' in admitted && admitted.memory.confidence).toBe(Math.min(confidence, highest));
    }),
  );
});

test.each(['strategy', 'preference', 'lesson'] as const)('text from outside never becomes a %s (I11)', (type) => {
  expect(admitMemory(draft({ type, confidence: 0.9, trust: 'untrusted' }))).toEqual({ refused: 'untrusted_text' });
  expect('memory' in admitMemory(draft({ type, confidence: 0.9 }))).toBe(true);
});

test('the same source teaches the same once, and what is newer about a subject takes its place', async () => {
  const first = await store({ sourceTraceId: 'a', subject: 'source:a' });
  expect(await store({ sourceTraceId: 'a', subject: 'source:a' })).toBeNull();
  const second = await store({ sourceTraceId: 'b', subject: 'source:a', content: 'Newer.' });
  expect(await company.ctx.db.memory.findUnique({ where: { id: first ?? '' } })).toMatchObject({
    supersededBy: second,
  });
  const told = await company.ctx.db.event.findMany({ where: { kind: 'memory.stored' } });
  expect(told).toHaveLength(2);
});

test('an agent has 200 live memories: the weakest is put aside but stored, a promoted one never', async () => {
  const weakest = await store({ agentId: 'scout', sourceTraceId: 'weak', confidence: 0.7 });
  const kept = await store({ agentId: 'scout', sourceTraceId: 'kept', confidence: 0.7, content: 'kept' });
  await company.ctx.db.memory.update({ where: { id: kept ?? '' }, data: { promotedAt: new Date() } });
  await inTransaction(company.ctx.db, async (tx) => {
    for (let i = 0; i < 199; i += 1)
      await remember(company.ctx, tx, draft({ agentId: 'scout', sourceTraceId: `m${i}`, confidence: 0.8 }));
  });
  const ids = (await live('scout')).map(({ id }) => id);
  expect(ids).toHaveLength(200);
  expect(ids).toContain(kept);
  expect(await company.ctx.db.memory.findUnique({ where: { id: weakest ?? '' } })).toMatchObject({
    evictedAt: expect.any(Date),
  });
});

const influence = defaultPolicies.memory_influence_policy;

test('30 % of topics are influenced by a memory: within 3 standard errors of 2,000 trials', async () => {
  await store({ agentId: 'intel', type: 'lesson', confidence: 0.7, sourceTraceId: 'topic' });
  const dice = seededDice('topics');
  const ctx = { db: company.ctx.db, dice };
  let influenced = 0;
  for (let i = 0; i < 2000; i += 1) {
    const roll = dice.roll('memory.influence', `turn ${i}`);
    if (roll < 0.3) influenced += 1;
    if (i < 60)
      expect((await recall(ctx, { agentId: 'intel', key: `turn ${i}`, influence })) !== null).toBe(roll < 0.3);
  }
  // One standard error of a share of 0.3 in 2,000 is 0.0102.
  expect(Math.abs(influenced / 2000 - 0.3)).toBeLessThan(0.031);
});

test('an agent without a memory is never influenced by one', async () => {
  const recalled = await Promise.all(
    Array.from({ length: 40 }, (_, i) => recall(company.ctx, { agentId: 'observer', key: `turn ${i}`, influence })),
  );
  expect(recalled.every((memory) => memory === null)).toBe(true);
});

test('a surer memory is recalled more often', () => {
  const known = [
    { id: 'a', confidence: 0.9 },
    { id: 'b', confidence: 0.3 },
  ];
  const picks = Array.from({ length: 1000 }, (_, i) => pickByConfidence(known, i / 1000)?.id);
  expect(picks.filter((id) => id === 'a').length / 1000).toBeCloseTo(0.75, 2);
  expect(pickByConfidence([], 0.5)).toBeNull();
});

test('a use is scored once by what came of it, and the confidence follows', async () => {
  const id = (await store({ agentId: 'atlas', type: 'strategy', sourceTraceId: 'used' })) ?? '';
  const use = { memoryId: id, usedFor: 'scan', subjectKind: 'proposal', subjectId: 'p1', at: new Date() } as const;
  await insertUse(company.ctx.db, use);
  await insertUse(company.ctx.db, use);
  expect(await readOne(company.ctx.db, recalledFor('p1'))).toMatchObject({ id });
  const score = () => scoreUses(company.ctx.db, { proposalId: 'p1', helped: false, at: new Date() });
  expect([await score(), await score()]).toEqual([1, 0]);
  const after = await company.ctx.db.memory.findUniqueOrThrow({ where: { id } });
  expect(after).toMatchObject({ usesScored: 1, usesHelped: 0, confidence: expect.closeTo((0.8 * 8) / 9, 9) });
});

test('confidence follows the share of uses that helped, little after few and nearly all after many', () => {
  expect(confidenceAfter({ prior: 0.8, scored: 0, helped: 0 })).toBe(0.8);
  expect(confidenceAfter({ prior: 0.8, scored: 2, helped: 0 })).toBeCloseTo(0.64, 9);
  expect(confidenceAfter({ prior: 0.8, scored: 1000, helped: 100 })).toBeCloseTo(0.1, 1);
});

test('a memory that helped often enough is kept for good, once, and told', async () => {
  const id = (await store({ agentId: 'growth', sourceTraceId: 'proven', confidence: 0.85 })) ?? '';
  await company.ctx.db.memory.update({ where: { id }, data: { usesScored: 3, usesHelped: 3 } });
  const { db } = company.ctx;
  const beat = {
    db,
    signal: new AbortController().signal,
    cursor: null,
    write: <T>(work: Parameters<typeof inTransaction<T>>[1]) => inTransaction(db, work),
  };
  expect(await promoteInsights(company.ctx, beat)).toEqual({ cursor: null, result: { promoted: 1 } });
  expect(await promoteInsights(company.ctx, beat)).toEqual({ cursor: null, result: { promoted: 0 } });
  expect(await db.event.findFirst({ where: { kind: 'memory.promoted' } })).toMatchObject({
    tags: ['insight', 'pattern'],
  });
});
