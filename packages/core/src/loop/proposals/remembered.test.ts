import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultPolicies } from '../../company/policies/index.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import { scriptedMarket } from '../../testing/scripted-market.ts';
import { TEST_START, type TestCompany, testCompany } from '../../testing/test-company.ts';
import { type MemoryDraft, remember, scoreUses } from '../memories/index.ts';
import { type ProposalDraft, submitProposal } from './index.ts';

let company: TestCompany;
const always = { memory_influence_policy: { ...defaultPolicies.memory_influence_policy, probability: 1 } };

async function open(policies: Partial<typeof defaultPolicies> = always): Promise<void> {
  const market = scriptedMarket({ SOL_USDT: 10 }, { startsAt: TEST_START });
  company = await testCompany({ market, policies });
}
beforeEach(() => open());
afterEach(() => company?.close());

const know = (changes: Partial<MemoryDraft> = {}) =>
  inTransaction(company.ctx.db, (tx) =>
    remember(company.ctx, tx, {
      ...{ agentId: 'growth', type: 'pattern', content: 'SOL paid in 10 %.', confidence: 0.8, tags: [] },
      ...{ sourceTraceId: 'test', trust: 'trusted', subject: 'token:SOL', polarity: 'less', evidence: {} },
      ...changes,
    }),
  );

/** SCOUT, or whoever else, proposes to buy SOL on a signal of the scanner. */
async function buy(changes: Partial<ProposalDraft> = {}) {
  const { db } = company.ctx;
  const { id: instrumentId } = await db.instrument.findFirstOrThrow({ where: { symbol: 'SOL' } });
  const found = {
    source: 'scanner:breakout',
    token: 'SOL',
    instrumentId,
    status: 'analyzed',
    confidence: 0.9,
  } as const;
  const signal = await db.signal.create({ data: { ...found, observedAt: TEST_START, adoptedAt: TEST_START } });
  const { proposalId } = await submitProposal(company.ctx, {
    ...{ agentId: 'scout', title: 'Buy SOL', missionType: 'entry', instrumentId, signalId: signal.id, stopLoss: '9' },
    steps: (['calculate_risk', 'execute_trade', 'monitor_position'] as const).map((kind) => ({ kind, payload: {} })),
    origin: { kind: 'signal', id: signal.id },
    dedupeKey: `buy:${signal.id}`,
    ...changes,
  });
  return db.proposal.findUniqueOrThrow({ where: { id: proposalId } });
}
const usd = async (changes: Partial<ProposalDraft> = {}) => (await buy(changes)).sizeUsd?.toNumber();
/** The next purchase finds room. */
async function free(): Promise<void> {
  await company.ctx.db.capReservation.updateMany({ data: { state: 'released' } });
  await company.ctx.db.capUsage.updateMany({ data: { used: 0 } });
}
const uses = () => company.ctx.db.memoryUse.findMany({ include: { memory: true } });

test('a memory about a token makes its purchase smaller, says so, and notes what it would have been', async () => {
  await know();
  const { id, sizeUsd } = await buy();
  expect(sizeUsd?.toNumber()).toBe(10);
  expect(await uses()).toMatchObject([
    { usedFor: 'size', subjectId: id, changed: { from: '20', to: '10' }, memory: { content: 'SOL paid in 10 %.' } },
  ]);
  const told = await company.ctx.db.event.findFirstOrThrow({ where: { kind: 'proposal.pending', proposalId: id } });
  expect(told.summary).toContain('10.00 USD instead of 20.00 USD, because GROWTH remembers: SOL paid in 10 %.');
});

test('it helped where the purchase lost, and did not where it won', async () => {
  const memory = await know();
  const lost = await buy();
  await free();
  const won = await buy();
  const score = (proposalId: string, helped: boolean) =>
    inTransaction(company.ctx.db, (tx) => scoreUses(tx, { proposalId, helped, at: TEST_START }));
  expect(await score(lost.id, false)).toBe(1);
  expect(await company.ctx.db.memory.findFirst({ where: { id: memory ?? '' } })).toMatchObject({ usesHelped: 1 });
  expect(await score(won.id, true)).toBe(1);
  expect(await company.ctx.db.memory.findFirst({ where: { id: memory ?? '' } })).toMatchObject({
    ...{ usesScored: 2, usesHelped: 1 },
  });
});

test.each([
  ['about another token', { subject: 'token:WIF' }],
  ['that prefers it', { polarity: 'prefer' }],
  ['of a type that the policy leaves out', { type: 'insight' }],
] as const)('a memory %s changes nothing', async (_, changes) => {
  await know(changes);
  expect(await usd()).toBe(20);
  expect(await uses()).toEqual([]);
});

test('a memory with words from outside changes no size (I11)', async () => {
  expect(await know({ trust: 'untrusted' })).not.toBeNull();
  expect(await usd()).toBe(20);
});

test('an operator answers for a size', async () => {
  await know();
  expect(await usd({ origin: { kind: 'operator', id: 'anna' } })).toBeGreaterThan(20);
});

test('where memories are switched off nothing is remembered', async () => {
  await company.close();
  await open({ memory_influence_policy: { ...always.memory_influence_policy, enabled: false } });
  await know();
  expect(await usd()).toBe(20);
});

test('by default three purchases of ten are looked at with what is remembered of them', async () => {
  await company.close();
  await open({});
  await know();
  const sizes = [];
  for (let n = 0; n < 60; n += 1) {
    sizes.push(await usd({ dedupeKey: `purchase ${n}` }));
    await free();
  }
  const smaller = sizes.filter((size) => size === 10).length;
  expect(smaller).toBeGreaterThan(8);
  expect(smaller).toBeLessThan(30);
});
