import { MINUTE_MS } from '@atc/core/kernel/time';
import { resolveProposal } from '@atc/core/loop/proposals';
import { testCompany } from '@atc/core/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentContext } from '../context/index.ts';
import { openMinds } from '../minds/index.ts';
import { turnByTurn } from '../minds/testing/turn-by-turn.ts';
import { seedAgents } from '../personas/index.ts';
import { runTask } from '../tasks/index.ts';
import { failStaleRoundtables, runTurn, sweepTurns } from './index.ts';
import { takeTurn } from './turns/index.ts';

let company: Awaited<ReturnType<typeof testCompany>>;
let ctx: AgentContext;

beforeEach(async () => {
  company = await testCompany();
  ctx = { ...company.ctx, minds: turnByTurn(openMinds(company.ctx)) };
  // Its trades are small ones of a known source: they are reviewed, not debated.
  await ctx.db.signalSource.create({
    data: { name: 'posted:desk', kind: 'posted', trust: 'untrusted', trades: 3 },
  });
});
afterEach(() => company.close());

/** A pending entry proposal under review. */
async function pendingEntry(confidence = 0.85) {
  const instrument = await ctx.db.instrument.findFirst({ where: { symbol: 'SOL' } });
  const signal = await ctx.db.signal.create({
    data: {
      source: 'desk',
      token: instrument?.symbol ?? '',
      instrumentId: instrument?.id ?? null,
      status: 'analyzed',
      confidence,
      observedAt: ctx.clock.now(),
      adoptedAt: new Date(),
    },
  });
  const end = await runTask(ctx, {
    task: 'prepare_plan',
    origin: { kind: 'schedule', id: 'test' },
    depth: 0,
    agentId: 'scout',
    subject: signal.id,
    proposalId: signal.id,
  });
  if (end.kind !== 'succeeded') throw new Error(end.reason);
  expect(end.result).toMatchObject({ status: 'pending' });
  return { id: String(end.result.proposalId) };
}

async function turnsOf(proposalId: string) {
  return ctx.db.roundtableTurn.findMany({ where: { roundtable: { proposalId } }, orderBy: { turnNo: 'asc' } });
}

async function runAll(proposalId: string): Promise<readonly string[]> {
  const outcomes: string[] = [];
  for (const { id } of await turnsOf(proposalId)) {
    const { nudge } = await ctx.db.roundtableTurn.findUniqueOrThrow({ where: { id } });
    outcomes.push(await runTurn(ctx, { id, nudge }));
  }
  return outcomes;
}

test('a review ends with one vote each and the proposal decided as the votes say', async () => {
  const { id } = await pendingEntry();
  const outcomes = await runAll(id);
  expect(outcomes.at(-1)).toBe('decided');
  const proposal = await ctx.db.proposal.findUniqueOrThrow({
    where: { id },
    include: { votes: { where: { written: false } }, missions: true, roundtables: true },
  });
  expect(proposal.votes).toHaveLength(outcomes.length);
  expect(proposal.missions).toHaveLength(proposal.status === 'accepted' ? 1 : 0);
  expect(proposal.roundtables[0]).toMatchObject({ status: 'succeeded', verdict: { outcome: proposal.status } });
});

test('who has no seat hands in a written vote, stored once with the first one, heard by the next', async () => {
  const { id } = await pendingEntry();
  const [first, second] = await turnsOf(id);
  await runTurn(ctx, { id: first?.id ?? '', nudge: 0 });
  const votes = await ctx.db.vote.findMany({ where: { proposalId: id }, orderBy: { id: 'asc' } });
  expect(votes.map(({ agentId, written }) => `${agentId} ${written}`)).toEqual([
    'scout true',
    'growth true',
    'intel true',
    'observer true',
    'sage false',
  ]);
  for (const { reason, written } of votes) if (written) expect(reason).toMatch(/\d/);
  const { nudge } = await ctx.db.roundtableTurn.findUniqueOrThrow({ where: { id: second?.id ?? '' } });
  await runTurn(ctx, { id: second?.id ?? '', nudge });
  expect(await ctx.db.vote.count({ where: { proposalId: id, written: true } })).toBe(4);
  const { content } = await ctx.db.roundtableTurn.findUniqueOrThrow({ where: { id: second?.id ?? '' } });
  expect(content).toMatchObject({
    heard: votes.map(({ agentId, written }) => ({ agentId, ...(written ? { written: true } : {}) })),
  });
});

test('who is switched off hands in nothing', async () => {
  await seedAgents(ctx.db);
  await ctx.db.agent.update({ where: { id: 'growth' }, data: { enabled: false } });
  const { id } = await pendingEntry();
  await runAll(id);
  expect(await ctx.db.vote.count({ where: { proposalId: id, agentId: 'growth' } })).toBe(0);
});

test('every turn is told once, in the words that were stored', async () => {
  const { id } = await pendingEntry();
  await runAll(id);
  const told = await ctx.db.event.findMany({ where: { proposalId: id, kind: 'review.turn' }, orderBy: { id: 'asc' } });
  const turns = await turnsOf(id);
  expect(told.map(({ title }) => title)).toEqual(
    turns.map(({ agentId, text }) => `${agentId?.toUpperCase()}: ${text}`),
  );
});

test('a turn that two workers want is said by one', async () => {
  const { id } = await pendingEntry();
  const [first] = await turnsOf(id);
  const job = { id: first?.id ?? '', nudge: 0 };
  const outcomes = await Promise.all([runTurn(ctx, job), runTurn(ctx, job)]);
  expect(outcomes.sort()).toEqual(['lost', 'said']);
});

test('a killed worker leaves its turn to the next, and nothing is said twice', async () => {
  const { id } = await pendingEntry();
  const [first] = await turnsOf(id);
  await takeTurn(ctx.db, { id: first?.id ?? '', nudge: 0 });
  await ctx.db.roundtableTurn.update({ where: { id: first?.id ?? '' }, data: { leaseUntil: new Date(0) } });
  expect(await sweepTurns(ctx)).toBe(1);
  await runAll(id);
  const votes = await ctx.db.vote.findMany({ where: { proposalId: id } });
  expect(new Set(votes.map(({ agentId }) => agentId)).size).toBe(votes.length);
  expect((await turnsOf(id)).every(({ state }) => state === 'done')).toBe(true);
});

test('an operator who decides first ends the review', async () => {
  const { id } = await pendingEntry();
  await resolveProposal(ctx, { proposalId: id, decision: 'reject', by: 'operator:anna', reason: 'not today' });
  const [first] = await turnsOf(id);
  expect(await runTurn(ctx, { id: first?.id ?? '', nudge: 0 })).toBe('overtaken');
  const review = await ctx.db.roundtable.findFirstOrThrow({ where: { proposalId: id } });
  expect(review).toMatchObject({ status: 'succeeded', verdict: { outcome: 'overtaken' } });
  expect(await ctx.db.vote.count({ where: { proposalId: id } })).toBe(0);
});

test('a review that went stale is no decision, and no decision is a rejection', async () => {
  const { id } = await pendingEntry();
  await ctx.db.roundtable.updateMany({
    where: { proposalId: id },
    data: { lastTurnAt: new Date(Date.now() - 16 * MINUTE_MS) },
  });
  expect(await failStaleRoundtables(ctx)).toBe(1);
  const proposal = await ctx.db.proposal.findUniqueOrThrow({ where: { id }, include: { roundtables: true } });
  expect(proposal.status).toBe('rejected');
  expect(proposal.roundtables[0]?.status).toBe('failed');
});
