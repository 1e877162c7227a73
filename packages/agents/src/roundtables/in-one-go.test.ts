import { testCompany } from '@atc/core/testing';
import { afterEach, expect, test } from 'vitest';
import type { AgentContext } from '../context/index.ts';
import { type Minds, openMinds } from '../minds/index.ts';
import { turnByTurn } from '../minds/testing/turn-by-turn.ts';
import { seedAgents } from '../personas/index.ts';
import { seedRelationships } from '../relationships/index.ts';
import { conveneRoundtable, runTurn, sweepTurns } from './index.ts';

const companies: Awaited<ReturnType<typeof testCompany>>[] = [];
afterEach(async () => {
  for (const company of companies.splice(0)) await company.close();
});

async function agents(mindsOf: (minds: Minds) => Minds = (minds) => minds): Promise<AgentContext> {
  const company = await testCompany();
  companies.push(company);
  await seedAgents(company.ctx.db);
  await seedRelationships(company.ctx.db);
  return { ...company.ctx, minds: mindsOf(openMinds(company.ctx)) };
}

async function convene(ctx: AgentContext): Promise<string> {
  const payload = { format: 'morning_standup', topic: 'the day' } as const;
  const end = await conveneRoundtable(ctx, { stepId: crypto.randomUUID(), payload });
  if (end.kind !== 'succeeded') throw new Error('not convened');
  return String(end.result.roundtableId);
}

const turnsOf = (ctx: AgentContext, roundtableId: string) =>
  ctx.db.roundtableTurn.findMany({ where: { roundtableId }, orderBy: { turnNo: 'asc' } });

/** Runs turns that are ready until none is; how many jobs it took. */
async function runJobs(ctx: AgentContext, roundtableId: string): Promise<number> {
  const next = () =>
    ctx.db.roundtableTurn.findFirst({ where: { roundtableId, state: 'queued', readyAt: { not: null } } });
  let jobs = 0;
  for (let turn = await next(); turn; turn = await next()) {
    await runTurn(ctx, turn);
    jobs += 1;
  }
  return jobs;
}

/** What was said, told and kept, and how well they get on since. */
async function leftBy(ctx: AgentContext, roundtableId: string) {
  const turns = (await turnsOf(ctx, roundtableId)).map(({ agentId, kind, text, state }) => [
    agentId,
    kind,
    text,
    state,
  ]);
  const events = await ctx.db.event.findMany({ orderBy: { id: 'asc' } });
  const bonds = await ctx.db.relationship.findMany({ orderBy: [{ agentA: 'asc' }, { agentB: 'asc' }] });
  const memories = await ctx.db.memory.findMany({ orderBy: { id: 'asc' } });
  return {
    turns,
    told: events.map(({ kind, title }) => [kind, title]),
    bonds: bonds.map(({ affinity }) => affinity),
    memories: memories.map(({ content, confidence }) => [content, confidence]),
  };
}

test('a conversation of minds that cost nothing is one job, and leaves what it leaves turn by turn', async () => {
  const [whole, apart] = [await agents(), await agents(turnByTurn)];
  const [one, other] = [await convene(whole), await convene(apart)];
  expect(await runJobs(whole, one)).toBe(1);
  expect(await runJobs(apart, other)).toBe((await turnsOf(apart, other)).length);
  const left = await leftBy(whole, one);
  expect(left.turns.map(([, kind]) => kind).at(-1)).toBe('distill');
  expect(left.turns.every(([, , , state]) => state === 'done')).toBe(true);
  expect(left).toEqual(await leftBy(apart, other));
});

test('a conversation that fails in its middle has not begun, and is held whole later', async () => {
  let turns = 0;
  const ctx = await agents((minds) => ({
    of: (agent) => {
      const mind = minds.of(agent);
      const speak: typeof mind.speak = (...asked) => {
        turns += 1;
        return turns === 3 ? Promise.reject(new Error('no words')) : mind.speak(...asked);
      };
      return { ...mind, speak };
    },
  }));
  const id = await convene(ctx);
  const before = await leftBy(ctx, id);
  await expect(runJobs(ctx, id)).rejects.toThrow('no words');
  const after = await leftBy(ctx, id);
  expect({ ...after, turns: [] }).toEqual({ ...before, turns: [] });
  expect(after.turns.map(([, , , state]) => state)).toEqual(
    before.turns.map((_, i) => (i === 0 ? 'running' : 'queued')),
  );
  await ctx.db.roundtableTurn.updateMany({ where: { state: 'running' }, data: { leaseUntil: new Date(0) } });
  expect(await sweepTurns(ctx)).toBe(1);
  expect(await runJobs(ctx, id)).toBe(1);
  expect((await leftBy(ctx, id)).turns.every(([, , , state]) => state === 'done')).toBe(true);
});
