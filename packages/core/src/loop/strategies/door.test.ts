import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type PolicyValue, writePolicy } from '../../company/policies/index.ts';
import { inTransaction, newId } from '../../kernel/db/index.ts';
import { TEST_START, type TestCompany, testCompany } from '../../testing/test-company.ts';
import { submitProposal } from '../proposals/index.ts';
import { sourceOf } from './index.ts';
import { turnStrategy } from './store.ts';
import { makePromoted } from './testing/make-promoted.ts';

let company: TestCompany;
let strategy: string;

beforeAll(async () => {
  company = await testCompany();
  strategy = (await makePromoted(company.ctx)).id;
});
afterAll(() => company?.close());

const setPolicy = async (entries: PolicyValue<'strategy_policy'>['entries']) => {
  const { version } = await company.ctx.db.policy.findUniqueOrThrow({ where: { key: 'strategy_policy' } });
  const value = { entries, trials_per_week: 200, tests_per_day: 2, probation_share: 0.25 };
  await writePolicy(company.ctx, { key: 'strategy_policy', value, version, changedBy: 'test', reason: 'to see' });
};

/** Asks the door for an entry on a signal, and returns what became of it. */
async function enter(source: string, trust: 'trusted' | 'untrusted' = 'trusted', metadata = {}) {
  const { db } = company.ctx;
  const { id: instrumentId } = await db.instrument.findFirstOrThrow({ where: { symbol: 'SOL' } });
  const signal = await db.signal.create({
    data: {
      ...{ source, trust, metadata, token: 'SOL', instrumentId, status: 'analyzed', confidence: 0.9 },
      ...{ observedAt: TEST_START, adoptedAt: TEST_START },
    },
  });
  const { status, reasons, proposalId } = await submitProposal(company.ctx, {
    ...{ agentId: 'scout', title: 'Buy SOL', missionType: 'entry', instrumentId, signalId: signal.id },
    ...{ stopLoss: '180', target: '240', origin: { kind: 'signal', id: signal.id }, dedupeKey: newId() },
    steps: [
      { kind: 'calculate_risk', payload: {} },
      { kind: 'execute_trade', payload: {} },
      { kind: 'monitor_position', payload: {} },
    ],
  });
  const { sizeUsd } = await db.proposal.findUniqueOrThrow({ where: { id: proposalId } });
  return { status, refusedBy: reasons, size: Number(sizeUsd ?? 0) };
}

const strategyRefusals = ({ refusedBy }: Awaited<ReturnType<typeof enter>>) =>
  refusedBy.filter(({ check }) => check === 'promoted_strategy');

const turn = (state: 'probation' | 'active' | 'paused' | 'retired', share = 1) =>
  inTransaction(company.ctx.db, (tx) => turnStrategy(tx, { id: strategy, state, share, reason: 'x', at: TEST_START }));

beforeEach(async () => {
  await company.ctx.db.$executeRaw`UPDATE ops_cap_usage SET used = 0`;
  await turn('active');
});

test('while any finder may buy, the scanner does', async () => {
  await setPolicy('any');
  expect(strategyRefusals(await enter('scanner:breakout'))).toEqual([]);
});

test('while only promoted strategies may, others are refused by name, and what they find is not', async () => {
  await setPolicy('promoted');
  const refused = await enter('scanner:breakout');
  expect(refused.status).toBe('rejected');
  expect(strategyRefusals(refused)).toHaveLength(1);
  expect((await enter(sourceOf('trend-majors'))).refusedBy).toEqual([]);
});

test('a stranger who calls his signal a strategy gets nothing by it, nor does one that was given up', async () => {
  await setPolicy('promoted');
  expect(strategyRefusals(await enter(sourceOf('trend-majors'), 'untrusted'))).toHaveLength(1);
  await turn('retired');
  expect(strategyRefusals(await enter(sourceOf('trend-majors')))).toHaveLength(1);
});

test('a strategy buys half of its size once it was demoted, and on probation a probe', async () => {
  await setPolicy('any');
  const sizeOf = async () => (await enter(sourceOf('trend-majors'), 'trusted', planned('900'))).size;
  const whole = await sizeOf();
  await company.ctx.db.$executeRaw`UPDATE ops_cap_usage SET used = 0`;
  await turn('active', 0.5);
  expect(await sizeOf()).toBeCloseTo(whole / 2, 2);
  await company.ctx.db.$executeRaw`UPDATE ops_cap_usage SET used = 0`;
  await turn('probation');
  expect(await sizeOf()).toBe(20);
});

const planned = (sizeUsd: string) => ({
  plan: {
    ...{ strategy: 'trend-majors', version: 3, closedAt: TEST_START.toISOString(), stopLoss: '180', takeProfit: null },
    ...{ trailingStopPct: null, hours: null, sizeUsd, confidence: 0.9, mean: 0.01, probability: 0.97 },
    ...{ trades: 90, live: 0 },
  },
});

test('what a strategy would buy is bought, in its share, and no more than any limit leaves', async () => {
  await setPolicy('any');
  const sizeOf = async (sizeUsd: string) => {
    await company.ctx.db.$executeRaw`UPDATE ops_cap_usage SET used = 0`;
    return (await enter(sourceOf('trend-majors'), 'trusted', planned(sizeUsd))).size;
  };
  expect([await sizeOf('24'), await sizeOf('900')]).toEqual([24, 60]);
  await turn('probation');
  expect([await sizeOf('24'), await sizeOf('900')]).toEqual([20, 20]);
});

test('a plan that a stranger sends with his signal counts for nothing', async () => {
  await setPolicy('any');
  const source = sourceOf('trend-majors');
  const whole = (await enter(source, 'untrusted')).size;
  await company.ctx.db.$executeRaw`UPDATE ops_cap_usage SET used = 0`;
  expect((await enter(source, 'untrusted', planned('11'))).size).toBe(whole);
});

test.each(['paused', 'retired'] as const)(
  'what a strategy found before it was %s is not bought any more, whoever else may buy',
  async (state) => {
    await setPolicy('any');
    await turn(state);
    const { status, refusedBy } = await enter(sourceOf('trend-majors'), 'trusted', planned('24'));
    expect(status).toBe('rejected');
    expect(refusedBy.map(({ message }) => message)).toEqual(['the strategy trend-majors may not buy any more']);
  },
);
