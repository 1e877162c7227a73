import { inTransaction } from '@atc/core/kernel/db';
import { HOUR_MS } from '@atc/core/kernel/time';
import { testCompany } from '@atc/core/testing';
import { closeTrade, openTrade } from '@atc/core/testing/trades';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seedAgents } from '../../personas/index.ts';
import { seedRelationships } from '../../relationships/index.ts';
import { driftPairs } from '../talk/index.ts';

let company: Awaited<ReturnType<typeof testCompany>>;
beforeEach(async () => {
  company = await testCompany();
  await seedAgents(company.ctx.db);
  await seedRelationships(company.ctx.db);
});
afterEach(() => company.close());

/** A conversation in which SAGE disputed what INTEL claimed of SOL, at this moment. */
async function dispute(stance: number): Promise<void> {
  const { db, clock } = company.ctx;
  const at = clock.now();
  const about = { kind: 'token', name: 'SOL' };
  const claim = { id: '1:a', agentId: 'intel', about, source: 'a', value: 0.08, figure: '8.0 %', stance };
  const answer = { to: '1:a', agentId: 'intel', figure: '8.0 %', about: 'SOL', kind: 'disputes' };
  const said = { kind: 'speak', state: 'done', text: 'x', saidAt: at } as const;
  await db.roundtable.create({
    data: {
      ...{ format: 'watercooler', topic: 'SOL', turnsPlanned: 2, temperature: 0.9, status: 'succeeded' },
      ...{ naturalKey: crypto.randomUUID(), convenedAt: at },
      turns: {
        create: [
          { ...said, turnNo: 1, agentId: 'intel', content: { claim } },
          { ...said, turnNo: 2, agentId: 'sage', content: { answer } },
        ],
      },
    },
  });
}

/** Ends another conversation, in which nobody answered anybody; how SAGE and INTEL get on since. */
async function endAnother(): Promise<number> {
  const { ctx } = company;
  await inTransaction(ctx.db, (tx) => driftPairs(ctx, tx, crypto.randomUUID()));
  const key = { agentA_agentB: { agentA: 'sage', agentB: 'intel' } } as const;
  return (await ctx.db.relationship.findUniqueOrThrow({ where: key })).affinity;
}

const pass = (hours: number) => company.setTime(new Date(company.ctx.clock.now().getTime() + hours * HOUR_MS));

test.each([
  { what: 'that the outcome proves brings the two closer', price: '220', affinity: 0.32, right: 'INTEL' },
  { what: 'that it does not prove was disputed with reason', price: '180', affinity: 0.3, right: 'SAGE' },
])('a claim $what, once, and both learn of it', async ({ price, affinity, right }) => {
  const { ctx } = company;
  const trade = await openTrade(ctx, { symbol: 'SOL', price: '200' });
  await pass(1);
  await dispute(0.8);
  expect(await endAnother()).toBe(0.3);
  await pass(1);
  await closeTrade(ctx, trade, { price, reason: 'review' });
  expect(await endAnother()).toBe(affinity);
  expect(await endAnother()).toBe(affinity);
  const memories = await ctx.db.memory.findMany({ where: { tags: { has: 'dispute' } } });
  expect(memories.map(({ type }) => type).toSorted()).toEqual(['insight', 'insight']);
  expect(memories.map(({ content }) => content).join(' ')).toContain(`${right} was right against me over 8.0 % on SOL`);
});

test('what was claimed before the purchase, or of a trade that came out even, settles nothing', async () => {
  const { ctx } = company;
  await dispute(0.8);
  await pass(1);
  const late = await openTrade(ctx, { symbol: 'SOL', price: '200' });
  await pass(1);
  await closeTrade(ctx, late, { price: '260', reason: 'review' });
  expect(await endAnother()).toBe(0.3);
  const even = await openTrade(ctx, { symbol: 'SOL', price: '200' });
  await pass(1);
  await dispute(0.8);
  await pass(1);
  await closeTrade(ctx, even, { price: '200.4', reason: 'review' });
  expect(await endAnother()).toBe(0.3);
});
