import { seededDice } from '@atc/core/kernel/dice';
import { testCompany } from '@atc/core/testing';
import { openTrade } from '@atc/core/testing/trades';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AgentContext } from '../../context/index.ts';
import { openMinds } from '../../minds/index.ts';
import { seedAgents } from '../../personas/index.ts';
import { seedRelationships } from '../../relationships/index.ts';
import { conveneRoundtable, runTurn } from '../index.ts';
import { type OpenFacts, openQuestion } from './open-question.ts';

const dispute = { agentId: 'growth', to: 'observer', about: 'SOL', kind: 'token', figure: '8.0 %' } as const;
const facts: OpenFacts = {
  disputes: [dispute],
  coolPairs: [{ agentA: 'growth', agentB: 'observer' }],
  undecided: new Set(['SOL']),
  roll: () => 0.59,
};

test('any two who get on badly debate the position that they differ on', () => {
  expect(openQuestion(facts)).toEqual({ between: ['observer', 'growth'], about: 'SOL', figure: '8.0 %' });
});

test.each([
  ['who get on', { coolPairs: [{ agentA: 'growth', agentB: 'intel' }] }],
  ['who differ on what nobody holds or proposes', { undecided: new Set(['WIF']) }],
  ['who differ on nothing', { disputes: [] }],
  ['in four cases of ten', { roll: () => 0.6 }],
] as const)('no debate is left by two %s', (_, changes) => {
  expect(openQuestion({ ...facts, ...changes })).toBeNull();
});

test('a strategy is an open question as well', () => {
  const differing = { ...dispute, about: 'trend@3', kind: 'setup' };
  expect(openQuestion({ ...facts, disputes: [differing], undecided: new Set() })?.about).toBe('trend@3');
});

test('two debate six times in ten', () => {
  const TRIALS = 5000;
  const dice = seededDice('quarrels');
  const trials = Array.from({ length: TRIALS }, (_, n) => n);
  const held = trials.filter((n) => openQuestion({ ...facts, roll: (pair) => dice.roll(pair, `${n}`) }) !== null);
  // 4.5 standard errors: once in 150,000 runs.
  expect(Math.abs(held.length / TRIALS - 0.6)).toBeLessThanOrEqual(4.5 * Math.sqrt(0.24 / TRIALS));
});

describe('at the end of a conversation', () => {
  const HELD = 8;
  let company: Awaited<ReturnType<typeof testCompany>>;
  let ctx: AgentContext;
  beforeEach(async () => {
    company = await testCompany();
    ctx = { ...company.ctx, minds: openMinds(company.ctx) };
    await seedAgents(ctx.db);
    await seedRelationships(ctx.db);
    await ctx.db.relationship.updateMany({ data: { affinity: 0.2 } });
    await openTrade(ctx, { symbol: 'SOL', price: '200', stop: '180' });
  });
  afterEach(() => company.close());

  /** Holds standups about what is held, and goes over them; what they leave to debates. */
  async function debatesLeft() {
    for (let n = 0; n < HELD; n += 1) {
      const payload = { format: 'morning_standup', topic: `SOL, ${n}` } as const;
      const end = await conveneRoundtable(ctx, { stepId: crypto.randomUUID(), payload });
      const roundtableId = end.kind === 'succeeded' ? String(end.result.roundtableId) : '';
      await runTurn(ctx, await ctx.db.roundtableTurn.findFirstOrThrow({ where: { roundtableId, turnNo: 1 } }));
    }
    return ctx.db.proposal.findMany({ where: { dedupeKey: { startsWith: 'debate:' } }, orderBy: { id: 'asc' } });
  }

  test('a debate between the two is proposed through the door, and seats them', async () => {
    const left = await debatesLeft();
    expect(left.length).toBeGreaterThan(0);
    // Two of the day's six free conversations stay free for purchases.
    expect(left.filter(({ status }) => status === 'accepted').length).toBeLessThanOrEqual(4);
    const [first] = left;
    if (!first) throw new Error('no debate');
    expect(first).toMatchObject({ status: 'accepted', originKind: 'roundtable', title: expect.stringMatching(/SOL/) });
    const [{ payload }] = first.proposedSteps as [Pick<Parameters<typeof conveneRoundtable>[1], 'payload'>];
    const end = await conveneRoundtable(ctx, { stepId: crypto.randomUUID(), payload });
    expect(end).toMatchObject({
      kind: 'succeeded',
      result: { participants: expect.arrayContaining(payload.between ?? []) },
    });
    expect(payload.between).toHaveLength(2);
  });

  test('where affinities stand still, or purchases need what is left of the day, there is none', async () => {
    const { db } = ctx;
    const drift = await db.policy.findUniqueOrThrow({ where: { key: 'relationship_drift_policy' } });
    const value = { ...(drift.value as object), enabled: false };
    await db.policy.update({ where: { key: 'relationship_drift_policy' }, data: { value } });
    expect(await debatesLeft()).toEqual([]);
    await db.policy.update({ where: { key: 'relationship_drift_policy' }, data: { value: drift.value as object } });
    const talks = await db.policy.findUniqueOrThrow({ where: { key: 'roundtable_policy' } });
    const few = { ...(talks.value as object), max_daily_conversations: 4 };
    await db.policy.update({ where: { key: 'roundtable_policy' }, data: { value: few } });
    expect(await debatesLeft()).toEqual([]);
  });
});
