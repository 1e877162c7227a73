import { defaultPolicies } from '@atc/core/company/policies';
import { recountCaps } from '@atc/core/desk/caps';
import { MINUTE_MS } from '@atc/core/kernel/time';
import { resolveProposal } from '@atc/core/loop/proposals';
import { testCompany } from '@atc/core/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentContext } from '../context/index.ts';
import { openMinds, type ReviewOpinion } from '../minds/index.ts';
import { turnByTurn } from '../minds/testing/turn-by-turn.ts';
import { seedAgents } from '../personas/index.ts';
import { seedRelationships } from '../relationships/index.ts';
import { runTask } from '../tasks/index.ts';
import { failStaleRoundtables, runTurn, sweepTurns } from './index.ts';

let company: Awaited<ReturnType<typeof testCompany>>;
let ctx: AgentContext;

beforeEach(async () => {
  company = await testCompany();
  ctx = { ...company.ctx, minds: turnByTurn(openMinds(company.ctx)) };
  await seedAgents(ctx.db);
  await seedRelationships(ctx.db);
  // Every trade is a large one.
  const value = { ...defaultPolicies.strategy_policy, probe_usd: 60 };
  await ctx.db.policy.update({ where: { key: 'strategy_policy' }, data: { value } });
});
afterEach(() => company.close());

/** What the door answers to a plan of SCOUT's for a token. */
async function plan(symbol = 'SOL') {
  const { id: instrumentId } = await ctx.db.instrument.findFirstOrThrow({ where: { symbol } });
  const found = {
    source: 'scanner:breakout',
    token: symbol,
    instrumentId,
    status: 'analyzed',
    confidence: 0.85,
  } as const;
  const at = ctx.clock.now();
  const signal = await ctx.db.signal.create({ data: { ...found, observedAt: at, adoptedAt: at } });
  const origin = { kind: 'signal', id: signal.id } as const;
  const asked = { task: 'prepare_plan', agentId: 'scout', subject: signal.id, origin, depth: 0 } as const;
  const end = await runTask(ctx, { ...asked, proposalId: signal.id });
  if (end.kind !== 'succeeded') throw new Error(end.reason);
  return ctx.db.proposal.findUniqueOrThrow({ where: { id: String(end.result.proposalId) } });
}

const tableOf = (proposalId: string) =>
  ctx.db.roundtable.findFirstOrThrow({
    where: { proposalId },
    include: {
      turns: { where: { kind: { not: 'distill' } }, orderBy: { turnNo: 'asc' } },
      votes: { orderBy: { id: 'asc' } },
    },
  });

/** Says the turns that are ready, one after another, at most so many. */
async function sayTurns(proposalId: string, most = 99): Promise<readonly string[]> {
  const outcomes: string[] = [];
  for (const { id } of (await tableOf(proposalId)).turns.slice(0, most)) {
    const { nudge } = await ctx.db.roundtableTurn.findUniqueOrThrow({ where: { id } });
    outcomes.push(await runTurn(ctx, { id, nudge }));
  }
  return outcomes;
}

/** Lets agents vote as told; what they say before is their own. */
function voting(votes: Readonly<Partial<Record<string, Pick<ReviewOpinion, 'vote' | 'probability'>>>>): void {
  const { minds } = ctx;
  ctx = {
    ...ctx,
    minds: {
      of: (agent) => {
        const mind = minds.of(agent);
        return { ...mind, review: async (...asked) => ({ ...(await mind.review(...asked)), ...votes[agent] }) };
      },
    },
  };
}

test('SCOUT, SAGE and ATLAS debate a large trade and vote, and the verdict opens its mission', async () => {
  const { id, status, route } = await plan();
  expect({ status, route }).toEqual({ status: 'pending', route: 'debate' });
  const outcomes = await sayTurns(id);
  expect(outcomes.at(-1)).toBe('decided');
  const { turns, votes, ...table } = await tableOf(id);
  expect(table).toMatchObject({
    format: 'debate',
    status: 'succeeded',
    verdict: { decision: 'approve', outcome: 'accepted' },
  });
  expect(turns.length).toBeGreaterThanOrEqual(6);
  expect(turns.slice(0, -3).every(({ kind, text }) => kind === 'speak' && text)).toBe(true);
  const [spoken, written] = [false, true].map((kind) => votes.filter((vote) => vote.written === kind));
  expect(spoken?.map(({ agentId }) => agentId)).toEqual(['scout', 'sage', 'atlas']);
  expect(written?.map(({ agentId }) => agentId)).toEqual(['growth', 'intel', 'observer']);
  expect(await ctx.db.mission.count({ where: { proposalId: id } })).toBe(1);
});

test('all three argue before the votes, about the proposal, by its figures, and nothing is said twice', async () => {
  const { id } = await plan();
  await sayTurns(id);
  const spoken = (await tableOf(id)).turns.filter(({ kind }) => kind === 'speak');
  expect(new Set(spoken.map(({ agentId }) => agentId))).toEqual(new Set(['scout', 'sage', 'atlas']));
  const said = spoken.map(({ text }) => text ?? '');
  expect(said.filter((text) => /SOL|\d/.test(text)).length).toBe(said.length);
  const all = (await tableOf(id)).turns.map(({ text }) => text ?? '');
  const sentences = all.flatMap((text) => text.split(/(?<=[.?!])\s+/));
  expect(new Set(sentences).size).toBe(sentences.length);
});

test.each([
  ['ATLAS decides against the two others', { atlas: { vote: 'reject', probability: 0.6 } }, 'atlas'],
  ['an abstention of ATLAS is a rejection', { atlas: { vote: 'abstain', probability: 0.5 } }, 'atlas'],
  ['SAGE vetoes from 0.80', { sage: { vote: 'reject', probability: 0.8 } }, 'sage'],
] as const)('a large trade is lost when %s', async (_, votes, decidedBy) => {
  voting({ scout: { vote: 'approve', probability: 0.9 }, sage: { vote: 'approve', probability: 0.9 }, ...votes });
  const { id } = await plan();
  await sayTurns(id);
  expect(await tableOf(id)).toMatchObject({ verdict: { decision: 'reject', decidedBy } });
  expect(await ctx.db.proposal.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: 'rejected',
    resolvedBy: 'debate',
  });
});

test('SAGE against it at 0.79 does not stop what ATLAS wants', async () => {
  voting({ sage: { vote: 'reject', probability: 0.79 }, atlas: { vote: 'approve', probability: 0.6 } });
  const { id } = await plan();
  await sayTurns(id);
  expect(await ctx.db.proposal.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'accepted' });
});

test('a debate uses up its slot of the day, lost or won; without one that gate refuses a large trade', async () => {
  const policy = { ...defaultPolicies.roundtable_policy, max_daily_conversations: 3 };
  await ctx.db.policy.update({ where: { key: 'roundtable_policy' }, data: { value: policy } });
  voting({ atlas: { vote: 'reject', probability: 0.9 } });
  const { id } = await plan('SOL');
  await sayTurns(id);
  expect(await plan('WIF')).toMatchObject({
    status: 'rejected',
    route: null,
    reasons: [{ gate: 'roundtable_conversation', check: 'held_conversations', limit: '1', observed: '1' }],
  });
  expect(await recountCaps(ctx.db)).toEqual([]);
});

test('a debate moves how well its speakers get on, and its end is told', async () => {
  const { id } = await plan();
  await sayTurns(id);
  expect(await ctx.db.relationship.count({ where: { totalInteractions: { gt: 0 } } })).toBeGreaterThan(0);
  const told = await ctx.db.event.findMany({ where: { proposalId: id, kind: { startsWith: 'roundtable.' } } });
  expect(new Set(told.map(({ kind }) => kind))).toEqual(
    new Set(['roundtable.convened', 'roundtable.turn', 'roundtable.ended']),
  );
});

test('a worker killed while it speaks leaves the turn to the next; nothing is said twice', async () => {
  const { id } = await plan();
  await sayTurns(id, 2);
  const third = (await tableOf(id)).turns[2];
  await ctx.db.roundtableTurn.update({
    where: { id: third?.id ?? '' },
    data: { state: 'running', attempt: 1, leaseUntil: new Date(0) },
  });
  expect(await sweepTurns(ctx)).toBe(1);
  expect(await sayTurns(id)).toContain('decided');
  expect((await tableOf(id)).turns.every(({ state }) => state === 'done')).toBe(true);
});

test('an operator who decides first ends the debate', async () => {
  const { id } = await plan();
  await sayTurns(id, 1);
  await resolveProposal(ctx, { proposalId: id, decision: 'reject', by: 'operator:anna', reason: 'not today' });
  expect((await sayTurns(id, 2)).at(-1)).toBe('overtaken');
  expect(await tableOf(id)).toMatchObject({ status: 'succeeded', verdict: { outcome: 'overtaken' }, votes: [] });
});

test('a debate that went stale is no decision, and no decision is a rejection', async () => {
  const { id } = await plan();
  const silent = { lastTurnAt: new Date(Date.now() - 16 * MINUTE_MS) };
  await ctx.db.roundtable.updateMany({ where: { proposalId: id }, data: silent });
  expect(await failStaleRoundtables(ctx)).toBe(1);
  expect(await ctx.db.proposal.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: 'rejected',
    resolution: 'the debate ended without a decision: no turn for 15 minutes',
  });
});

test('with ATLAS switched off nobody decides, and an entry is refused at the door', async () => {
  await ctx.db.agent.update({ where: { id: 'atlas' }, data: { enabled: false } });
  expect(await plan()).toMatchObject({ status: 'rejected', reasons: [{ check: 'decider', observed: 'switched off' }] });
});
