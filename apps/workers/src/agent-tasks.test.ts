import { watchPrices } from '@atc/core/loop/clockwork';
import { addRule, fireDueRules } from '@atc/core/loop/triggers';
import { scriptedMarket } from '@atc/core/testing';
import { closeTrade, openTrade } from '@atc/core/testing/trades';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { driveTo } from './testing/drive.ts';
import { type TestFleet, testFleet } from './testing/test-fleet.ts';

const START = new Date('2025-02-03T15:00:00Z');

let fleet: TestFleet;
let market: ReturnType<typeof scriptedMarket>;

beforeEach(async () => {
  market = scriptedMarket({ SOL_USDT: 200, WIF_USDT: 1, BONK_USDT: 1 }, { startsAt: START });
  fleet = await testFleet({ market });
});
afterEach(() => fleet.close());

/** The proposal that a rule's firing made, and what the task that it asked for came to. */
async function traceOf(rule: string) {
  const firing = await fleet.ctx.db.ruleFiring.findFirstOrThrow({ where: { rule: { name: rule }, outcome: 'fired' } });
  const step = await fleet.ctx.db.step.findFirstOrThrow({
    where: { mission: { proposalId: firing.proposalId ?? '' } },
  });
  return { status: step.status, payload: step.payload, result: step.result, told: await tellings(firing.proposalId) };
}

async function tellings(proposalId: string | null): Promise<readonly string[]> {
  const events = await fleet.ctx.db.event.findMany({ where: { proposalId }, select: { kind: true } });
  return events.map(({ kind }) => kind);
}

test.each([
  ['trade_big_win', '310', 'take_profit'],
  ['stop_loss_hit', '190', 'stop_loss'],
])('%s makes GROWTH analyse the trade that closed', async (rule, price, reason) => {
  const trade = await openTrade(fleet.ctx, { symbol: 'SOL', price: '200', stop: '190' });
  await closeTrade(fleet.ctx, trade, { price, reason });
  await driveTo(fleet.ctx, []);
  expect(await traceOf(rule)).toMatchObject({
    status: 'succeeded',
    payload: { task: 'analyse_outcome', agentId: 'growth', subject: trade.id },
    result: { tradeId: trade.id, closed: true, exitReason: reason },
    told: expect.arrayContaining(['trade.analysed']),
  });
});

test('trade_big_loss makes SAGE diagnose which reasons of the entry failed', async () => {
  const trade = await openTrade(fleet.ctx, { symbol: 'SOL', price: '200', stop: '140' });
  await closeTrade(fleet.ctx, trade, { price: '130', reason: 'operator' });
  await driveTo(fleet.ctx, []);
  expect(await traceOf('trade_big_loss')).toMatchObject({
    status: 'succeeded',
    payload: { task: 'diagnose', agentId: 'sage', subject: trade.id },
    result: { cause: 'no_reasons', signalSource: 'scanner:breakout' },
    told: expect.arrayContaining(['loss.diagnosed']),
  });
});

test('max_positions_reached makes OBSERVER check the rules, and what is not kept becomes an alert', async () => {
  for (const symbol of ['SOL', 'WIF', 'BONK']) await openTrade(fleet.ctx, { symbol, price: '1', usd: 90 });
  await driveTo(fleet.ctx, []);
  expect(await traceOf('max_positions_reached')).toMatchObject({
    status: 'succeeded',
    payload: { task: 'check_system', agentId: 'observer' },
    result: { openPositions: 3, violations: expect.arrayContaining(['position_size']) },
    told: expect.arrayContaining(['system.checked', 'rule.violated']),
  });
});

test('a desk that holds all it may is flagged, and SAGE proposes to halve what its stops cannot carry', async () => {
  for (const symbol of ['SOL', 'WIF', 'BONK']) await openTrade(fleet.ctx, { symbol, price: '1', stop: '0.5' });
  await driveTo(fleet.ctx, ['turn']);
  const told = await fleet.ctx.db.event.findFirstOrThrow({ where: { kind: 'exposure.flagged' } });
  expect(told).toMatchObject({ agentId: 'observer', fields: { openPositions: 3, limit: 3 } });
  const review = await fleet.ctx.db.proposal.findFirstOrThrow({ where: { agentId: 'sage', missionType: 'analysis' } });
  expect(review).toMatchObject({ originKind: 'event', status: 'accepted' });
  expect(await tellings(review.id)).toEqual(expect.arrayContaining(['portfolio.assessed', 'risk.warning']));
  const halve = await fleet.ctx.db.proposal.findFirstOrThrow({ where: { agentId: 'sage', missionType: 'scale' } });
  expect(halve).toMatchObject({
    originKind: 'event',
    originId: review.originId,
    depth: review.depth + 1,
    fraction: 0.5,
  });
});

test('a limit whose usage is not what is reserved is an alert', async () => {
  await fleet.ctx.db.capUsage.create({ data: { key: 'positions', used: 3 } });
  await fireDueRules(fleet.ctx);
  await driveTo(fleet.ctx, []);
  expect(await traceOf('proactive_system_health')).toMatchObject({
    result: { violations: ['caps'], capsAdrift: ['positions'] },
    told: expect.arrayContaining(['rule.violated']),
  });
});

test('position_at_risk makes ATLAS decide on that position with the reason of its entry before him', async () => {
  const trade = await openTrade(fleet.ctx, { symbol: 'SOL', price: '200', stop: '140' });
  market.append('SOL_USDT', { close: 155 });
  await fleet.setTime(new Date(START.getTime() + market.barMs));
  await watchPrices(fleet.ctx);
  await driveTo(fleet.ctx, []);
  expect(await traceOf('position_at_risk')).toMatchObject({
    status: 'succeeded',
    payload: { task: 'review_position', agentId: 'atlas', subject: trade.id },
    result: { reviewed: 1, decisions: [{ positionId: trade.id, decision: 'cut' }] },
    told: expect.arrayContaining(['position.reviewed']),
  });
  const cut = await fleet.ctx.db.proposal.findFirstOrThrow({ where: { missionType: 'exit' } });
  expect(cut).toMatchObject({ agentId: 'atlas', originKind: 'event', exitReason: 'review', positionId: trade.id });
});

test.each([
  ['proactive_performance_review', { task: 'analyse_outcome', agentId: 'growth' }, { trades: 0 }],
  ['proactive_review_positions', { task: 'review_position', agentId: 'atlas' }, { reviewed: 0 }],
  ['proactive_risk_analysis', { task: 'assess_portfolio', agentId: 'sage' }, { positions: 0, worries: [] }],
  ['proactive_market_research', { task: 'research', agentId: 'intel' }, { tokens: [] }],
  ['proactive_system_health', { task: 'check_system', agentId: 'observer' }, { violations: [], withoutStop: 0 }],
])('%s lets its agent work when it is due', async (rule, payload, result) => {
  await fireDueRules(fleet.ctx);
  await driveTo(fleet.ctx, []);
  expect(await traceOf(rule)).toMatchObject({ status: 'succeeded', payload, result });
});

test('a rule that its own task sets off again ends with the eighth event of the chain', async () => {
  await addRule(
    fleet.ctx,
    {
      name: 'scan_after_scan',
      ruleType: 'reactive',
      triggerEvent: 'scan.finished',
      conditions: {},
      action: { targetAgent: 'intel', task: 'scan', subject: 'company' },
      cooldownMinutes: 0,
      schedule: null,
      enabled: true,
    },
    'test',
  );
  await fireDueRules(fleet.ctx);
  await driveTo(fleet.ctx, []);
  const scans = await fleet.ctx.db.proposal.findMany({
    where: { agentId: 'intel', title: { contains: 'scan' } },
    orderBy: { depth: 'asc' },
    select: { depth: true, status: true },
  });
  expect(scans.map(({ depth }) => depth)).toEqual([0, 2, 4, 6, 8, 10]);
  expect(scans.map(({ status }) => status)).toEqual([...Array(5).fill('accepted'), 'rejected']);
});
