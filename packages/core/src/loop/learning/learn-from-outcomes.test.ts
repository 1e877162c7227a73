import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EventDraft, emitEvent } from '../../company/events/index.ts';
import type { Budgeted } from '../../company/runs/index.ts';
import { inTransaction, newId } from '../../kernel/db/index.ts';
import { type TestCompany, testCompany } from '../../testing/test-company.ts';
import { closeTrade, openTrade } from '../../testing/trades/index.ts';
import { insertUse, remember } from '../memories/index.ts';
import { learnFromOutcomes } from './index.ts';

let company: TestCompany;
beforeEach(async () => {
  company = await testCompany();
});
afterEach(() => company?.close());

const memories = () => company.ctx.db.memory.findMany({ orderBy: { id: 'asc' } });

function beat(signal = new AbortController().signal): Budgeted {
  const { db } = company.ctx;
  return { db, signal, cursor: null, write: (work) => inTransaction(db, work) };
}
const learn = async () => (await learnFromOutcomes(company.ctx, beat())).result;

/** Buys BONK at 0.00002 and sells it at a price. */
async function trade(sell: string, source = 'scanner:breakout'): Promise<string> {
  const opened = await openTrade(company.ctx, { symbol: 'BONK', price: '0.00002', source });
  await closeTrade(company.ctx, opened, { price: sell, reason: 'review' });
  return opened.id;
}

test('a loss becomes SAGE’s lesson, written to the outcome too, and is learned from once', async () => {
  const id = await trade('0.000018');
  expect(await learn()).toMatchObject({ trades: 1, memories: 1 });
  expect(await learn()).toMatchObject({ trades: 0, memories: 0 });
  const [lesson, ...more] = await memories();
  expect(more).toEqual([]);
  expect(lesson).toMatchObject({ agentId: 'sage', type: 'lesson', sourceTraceId: `trade:${id}` });
  const outcome = await company.ctx.db.tradeOutcome.findFirstOrThrow({ where: { tradeId: id } });
  expect(outcome.learnedAt).not.toBeNull();
  expect(outcome.lessonsLearned).toContain(lesson?.content);
});

test('of many losses in a day three become lessons, and all are learned from', async () => {
  for (let i = 0; i < 5; i += 1) await trade('0.000018');
  await learn();
  expect((await memories()).filter(({ type }) => type === 'lesson')).toHaveLength(3);
  expect(await company.ctx.db.tradeOutcome.count({ where: { learnedAt: null } })).toBe(0);
});

test('lessons of conversations leave room for those of the day’s trades', async () => {
  const lesson = { agentId: 'sage', type: 'lesson', confidence: 0.6, learnedAt: company.ctx.clock.now() } as const;
  await company.ctx.db.memory.createMany({
    data: [1, 2, 3].map((n) => ({ ...lesson, content: `said ${n}`, sourceTraceId: `roundtable:${n}` })),
  });
  await trade('0.000018');
  expect(await learn()).toMatchObject({ memories: 1 });
});

test('a source whose trades win where the others lose becomes a pattern of GROWTH’s', async () => {
  for (let i = 0; i < 6; i += 1) await trade('0.000022', 'scanner:pullback');
  for (let i = 0; i < 6; i += 1) await trade('0.000018');
  await learn();
  const patterns = (await memories()).filter(({ subject }) => subject?.startsWith('source:'));
  expect(patterns.map(({ agentId, content }) => [agentId, content.split(',')[0]]).sort()).toEqual([
    ['growth', 'Trades on scanner:breakout won 0 of 6'],
    ['growth', 'Trades on scanner:pullback won 6 of 6'],
  ]);
});

/** A memory that shaped a proposal. */
async function useMemory(subjectId: string): Promise<string> {
  const { ctx } = company;
  const id = await inTransaction(ctx.db, (tx) =>
    remember(ctx, tx, {
      ...{ agentId: 'intel', type: 'pattern', content: 'Look at breakouts.', confidence: 0.8, tags: [] },
      ...{ sourceTraceId: 'x', trust: 'trusted', subject: null, evidence: {} },
    }),
  );
  const memoryId = id ?? '';
  await insertUse(ctx.db, { memoryId, usedFor: 'scan', subjectKind: 'proposal', subjectId, at: new Date() });
  return memoryId;
}

test('a memory that led to a trade is scored by how the trade ended', async () => {
  const id = await trade('0.000022');
  const { entryProposalId } = await company.ctx.db.position.findUniqueOrThrow({ where: { id } });
  const proposal = await company.ctx.db.proposal.findUniqueOrThrow({ where: { id: entryProposalId } });
  await company.ctx.db.signal.update({
    where: { id: proposal.signalId ?? '' },
    data: { metadata: { scanId: 'found-it' } },
  });
  const memoryId = await useMemory('found-it');
  expect(await learn()).toMatchObject({ scored: 1 });
  expect(await company.ctx.db.memory.findUnique({ where: { id: memoryId } })).toMatchObject({
    usesScored: 1,
    usesHelped: 1,
  });
});

const EVEN = {
  ...{ trades: 2, wins: 1, losses: 1, pnlUsd: 0, winRate: 0.5, avgWinnerPct: 0.1, avgLoserPct: -0.1 },
  ...{ profitFactor: 1, expectancyPct: 0 },
};

const looks = {
  held: {
    kind: 'position.reviewed',
    fields: {
      ...{ symbol: 'BONK', topic: null, decision: 'hold', why: 'its reasons hold', pnlPct: -0.02, rMultiple: null },
      ...{ mfeR: null, holdMinutes: 60, failedShare: null, chartNow: null, confidence: null, reasons: [], votes: [] },
      ...{ proposalId: null, status: null },
    },
  },
  warned: {
    kind: 'portfolio.assessed',
    fields: {
      ...{ topic: null, exposure: 0.1, risk: 0.06, worries: ['all stops together would cost 6 % of equity'] },
      ...{ drawdown: 0, dayPnlUsd: 0, twins: null, positions: 1, proposalId: null },
    },
  },
  praised: {
    kind: 'performance.reviewed',
    fields: { topic: 'win_rate', days: 30, ...EVEN, before: EVEN, source: 'scanner:breakout', sourceEdgePct: 0.02 },
  },
} as const;

test.each([
  ['held', '0.000022', 1],
  ['held', '0.000018', 0],
  ['warned', '0.000018', 1],
  ['warned', '0.000022', 0],
  ['praised', '0.000022', 1],
  ['praised', '0.000018', 0],
] as const)('a memory behind a look that %s is scored by a sale at %s: helped %i', async (look, sell, helped) => {
  const { ctx } = company;
  const proposalId = newId();
  const memoryId = await useMemory(proposalId);
  const tell = (tradeId: string | null) =>
    inTransaction(ctx.db, (tx) =>
      emitEvent(ctx, tx, {
        agentId: 'atlas',
        ...looks[look],
        title: look,
        summary: '',
        proposalId,
        tradeId,
      } as EventDraft),
    );
  if (look === 'praised') await tell(null);
  const opened = await openTrade(ctx, { symbol: 'BONK', price: '0.00002', source: 'scanner:breakout' });
  if (look !== 'praised') await tell(look === 'held' ? opened.id : null);
  await closeTrade(ctx, opened, { price: sell, reason: 'review' });
  expect(await learn()).toMatchObject({ scored: 1 });
  expect(await ctx.db.memory.findUnique({ where: { id: memoryId } })).toMatchObject({
    usesScored: 1,
    usesHelped: helped,
  });
});

test('a trade that cannot be learned from keeps no other from being, and is told', async () => {
  const broken = await trade('0.000018');
  await trade('0.000018');
  await company.ctx.db.$executeRawUnsafe(
    `ALTER TABLE ops_trade_outcomes ADD CONSTRAINT torn CHECK (trade_id <> '${broken}' OR learned_at IS NULL)`,
  );
  await expect(learn()).rejects.toMatchObject({ code: 'not_learned', message: expect.stringContaining(broken) });
  expect(await company.ctx.db.tradeOutcome.findMany({ where: { learnedAt: null } })).toMatchObject([
    { tradeId: broken },
  ]);
});

test('a budget that is used up leaves the rest to the next beat', async () => {
  await trade('0.000018');
  const aborted = AbortSignal.abort();
  expect(await learnFromOutcomes(company.ctx, beat(aborted))).toMatchObject({ cursor: 'more', result: { trades: 0 } });
  expect(await learn()).toMatchObject({ trades: 1 });
});
