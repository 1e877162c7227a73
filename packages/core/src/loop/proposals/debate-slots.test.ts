import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultPolicies, type Policies } from '../../company/policies/index.ts';
import { recountCaps } from '../../desk/caps/index.ts';
import { scriptedMarket } from '../../testing/scripted-market.ts';
import { TEST_START, type TestCompany, testCompany } from '../../testing/test-company.ts';
import { submitProposal } from './index.ts';

const TOKENS = 40;
/** Eight a day, two of them held for standup and post-mortem. */
const SLOTS = 6;

let company: TestCompany;

beforeEach(async () => {
  const prices = Object.fromEntries(Array.from({ length: TOKENS }, (_, i) => [`T${i}_USDT`, 10]));
  company = await testCompany({ market: scriptedMarket(prices, { startsAt: TEST_START }) });
  const { trade_limits, risk_controls, strategy_policy } = defaultPolicies;
  await setPolicy('strategy_policy', { ...strategy_policy, probe_usd: 60 });
  await setPolicy('trade_limits', { ...trade_limits, max_daily_trades: TOKENS, max_open_positions: TOKENS });
  await setPolicy('risk_controls', { ...risk_controls, max_portfolio_risk: 1 });
});
afterEach(() => company.close());

async function setPolicy<K extends keyof Policies>(key: K, value: Policies[K]): Promise<void> {
  await company.ctx.db.policy.update({ where: { key }, data: { value } });
}

/** One entry in every token, all at the same moment. */
async function enterAll(sizeUsd: string) {
  const { ctx } = company;
  const instruments = await ctx.db.instrument.findMany();
  return Promise.all(
    instruments.map(async ({ id: instrumentId, symbol }) => {
      const found = { source: 'test', token: symbol, instrumentId, status: 'analyzed', confidence: 0.9 } as const;
      const signal = await ctx.db.signal.create({ data: { ...found, observedAt: TEST_START, adoptedAt: TEST_START } });
      const origin = { kind: 'signal', id: signal.id } as const;
      return submitProposal(ctx, {
        agentId: 'scout',
        title: `Buy ${symbol}`,
        missionType: 'entry',
        instrumentId,
        signalId: signal.id,
        sizeUsd,
        stopLoss: '9',
        target: '12',
        steps: [
          { kind: 'calculate_risk', payload: {} },
          { kind: 'execute_trade', payload: {} },
          { kind: 'monitor_position', payload: {} },
        ],
        origin,
        dedupeKey: `slots:${symbol}`,
      });
    }),
  );
}

test('of 40 large trades at once as many are debated as the day has slots; the gate refuses the others', async () => {
  const answers = await enterAll('60');
  const debated = answers.filter(({ route }) => route === 'debate');
  const refused = answers.filter(({ status }) => status === 'rejected');
  expect([debated.length, refused.length]).toEqual([SLOTS, TOKENS - SLOTS]);
  expect(new Set(refused.flatMap(({ reasons }) => reasons.map(({ gate }) => gate)))).toEqual(
    new Set(['roundtable_conversation']),
  );
  expect(await company.ctx.db.roundtable.count({ where: { format: 'debate' } })).toBe(SLOTS);
  expect(await recountCaps(company.ctx.db)).toEqual([]);
});

test('of 40 small trades at once between two who get on badly none is refused for want of a slot', async () => {
  await company.ctx.db.relationship.create({ data: { agentA: 'atlas', agentB: 'sage', affinity: 0.2 } });
  const routes = (await enterAll('20')).map(({ route }) => route);
  expect(routes.filter((route) => route === 'debate')).toHaveLength(SLOTS);
  expect(routes.filter((route) => route === 'desk_review')).toHaveLength(TOKENS - SLOTS);
  expect(await recountCaps(company.ctx.db)).toEqual([]);
});
