import type { AgentId } from '@atc/core/company/roster';
import { inTransaction, readOne } from '@atc/core/kernel/db';
import { HOUR_MS } from '@atc/core/kernel/time';
import { type MemoryDraft, remember } from '@atc/core/loop/memories';
import { testCompany } from '@atc/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedAgents } from '../personas/index.ts';
import { growVoice } from './growth.ts';
import { evolveVoices, voiceOf } from './index.ts';

let company: Awaited<ReturnType<typeof testCompany>>;
beforeAll(async () => {
  company = await testCompany();
  await seedAgents(company.ctx.db);
});
afterAll(() => company.close());

const counts = { lessons: 0, strategies: 0, patterns: 0, tokens: [] };

const evolve = () => {
  const { db } = company.ctx;
  return evolveVoices(company.ctx, {
    db,
    signal: new AbortController().signal,
    cursor: null,
    write: <T>(work: Parameters<typeof inTransaction<T>>[1]) => inTransaction(db, work),
  });
};

async function teach(agentId: AgentId, type: MemoryDraft['type'], howMany: number): Promise<void> {
  await inTransaction(company.ctx.db, async (tx) => {
    for (let i = 0; i < howMany; i += 1)
      await remember(company.ctx, tx, {
        agentId,
        type,
        content: `${type} ${i}`,
        confidence: 0.8,
        tags: ['not a token'],
        sourceTraceId: `${agentId}:${type}:${i}`,
        trust: 'trusted',
        subject: null,
        evidence: {},
      });
  });
}

test('a voice grows from enough memories, three ways at most, what there is most of first', () => {
  expect(growVoice({ ...counts, lessons: 7, strategies: 7, patterns: 5 })).toEqual([]);
  const tokens = [{ symbol: 'BONK', count: 12 }];
  const grown = growVoice({ lessons: 8, strategies: 9, patterns: 12, tokens });
  expect(grown.map(({ modifier }) => modifier.kind)).toEqual(['fixed_on', 'pattern_minded', 'strategic']);
});

test('a voice follows its memories, is told and kept, and rests for six hours', async () => {
  const { ctx } = company;
  expect(await evolve()).toBe(0);
  await teach('sage', 'lesson', 8);
  expect([await evolve(), await evolve()]).toEqual([1, 0]);
  expect(await readOne(ctx.db, voiceOf('sage'))).toEqual([{ kind: 'seasoned', about: null }]);
  await teach('sage', 'pattern', 6);
  expect(await evolve()).toBe(0);
  await company.setTime(new Date(ctx.clock.now().getTime() + 7 * HOUR_MS));
  expect(await evolve()).toBe(1);
  const history = await ctx.db.voiceHistory.findMany({ orderBy: { changedAt: 'asc' } });
  expect(history.map(({ causes }) => causes)).toEqual([
    [{ kind: 'seasoned', about: null, memories: 8, needed: 8 }],
    [
      { kind: 'seasoned', about: null, memories: 8, needed: 8 },
      { kind: 'pattern_minded', about: null, memories: 6, needed: 6 },
    ],
  ]);
  expect(await ctx.db.event.count({ where: { kind: 'voice.changed', agentId: 'sage' } })).toBe(2);
});
