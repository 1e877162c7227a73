import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal } from '../../kernel/money/index.ts';
import { gateFacts, policySet } from '../../testing/gate-facts.ts';
import type { StepDraft } from '../kinds/index.ts';
import type { GateFacts } from './gate.ts';
import { gates, judge } from './gates.ts';

const positionId = '0198f0f0-0000-7000-8000-000000000001';
const entry: StepDraft = { kind: 'execute_trade', payload: {} };
const close: StepDraft = { kind: 'close_position', payload: { positionId } };
const scaleUp: StepDraft = { kind: 'scale_position', payload: { positionId, direction: 'up' } };
const analyse: StepDraft = { kind: 'analyze_signal', payload: { signalId: positionId } };
const task: StepDraft = { kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: 'company' } };
const talk: StepDraft = { kind: 'roundtable_conversation', payload: { format: 'debate', topic: 'x' } };
const open = {
  id: positionId,
  status: 'open',
  quantity: new Decimal(10),
  costBasisUsd: new Decimal(30),
  stopLoss: new Decimal(1),
};

const shutChecks = (step: StepDraft, changes: Partial<GateFacts>, policies = policySet()) =>
  judge([step], gateFacts(changes), policies)
    .filter((verdict) => !verdict.open)
    .map((verdict) => verdict.check);

const usage = (changes: Partial<GateFacts['usage']>) => ({ usage: { ...gateFacts().usage, ...changes } });

test('an entry within every limit passes', () => {
  expect(shutChecks(entry, {})).toEqual([]);
});

test.each([
  ['the ninth trade of the day', usage({ trades: 8 }), 'daily_trades'],
  ['a fourth position', usage({ positions: 3 }), 'open_positions'],
  [
    'a size above 60 USD',
    { entry: { sizeUsd: new Decimal('60.01'), riskUsd: new Decimal(5), stopLoss: new Decimal(1) } },
    'position_size',
  ],
  [
    'a size below the minimum',
    { entry: { sizeUsd: new Decimal('9.99'), riskUsd: new Decimal(1), stopLoss: new Decimal(1) } },
    'position_size',
  ],
  ['a confidence below 0.60', { confidence: 0.599 }, 'confidence'],
  ['an entry that no analysis speaks for', { confidence: null }, 'confidence'],
  [
    'an entry without a stop',
    { entry: { sizeUsd: new Decimal(50), riskUsd: new Decimal(5), stopLoss: null } },
    'stop_loss',
  ],
  [
    'a risk above 2 % of equity',
    { entry: { sizeUsd: new Decimal(50), riskUsd: new Decimal('20.01'), stopLoss: new Decimal(1) } },
    'position_risk',
  ],
  ['a book at risk above 5 % of equity', { riskUsedUsd: new Decimal('45.01') }, 'portfolio_risk'],
  ['more than the free cash', { cashLeftUsd: new Decimal('49.99') }, 'cash'],
  ['a token that is held', { held: true }, 'not_held'],
  ['a token outside of the universe', { instrumentListed: false }, 'listed'],
  ['a stale price', { priceAt: new Date('2025-02-03T14:49:59Z') }, 'price_fresh'],
  ['a missing price', { priceAt: null }, 'price_fresh'],
  ['the state reducing', { tradingState: 'reducing' as const }, 'trading_state'],
  ['an unreadable trading state', { tradingState: null }, 'trading_state'],
  [
    'a protection in force',
    { locks: [{ kind: 'stop_loss_guard', reason: 'three stops', endsAt: null }] },
    'protections',
  ],
])('an entry is shut by %s', (_, changes: Partial<GateFacts>, check) => {
  expect(shutChecks(entry, changes)).toEqual([check]);
});

test('an entry without any facts of its size is shut, never guessed', () => {
  expect(shutChecks(entry, { entry: null })).toEqual([
    'position_size',
    'stop_loss',
    'position_risk',
    'portfolio_risk',
    'cash',
  ]);
});

test('a policy that cannot be read shuts every check that depends on it', () => {
  const policies = { ...policySet(), faults: { trade_limits: 'invalid' } };
  expect(shutChecks(entry, {}, policies)).toContain('daily_trades');
});

test('an open position may be closed whatever quotas, prices and states say (I12)', () => {
  expect(
    shutChecks(close, {
      position: open,
      tradingState: 'reducing',
      priceAt: null,
      ...usage({ trades: 99, conversations: 99, tasks: 999 }),
    }),
  ).toEqual([]);
});

test('real money is not spent before the operator enables it, and may be after', () => {
  const off = policySet();
  const on = policySet({ live_trading: { enabled: true, first_order_usd: 10 } });
  const shutIn = (step: StepDraft, policies: ReturnType<typeof policySet>) =>
    judge([step], gateFacts({ accountMode: 'live', position: open }), policies).flatMap(({ open: is, check }) =>
      is ? [] : [check],
    );
  for (const step of [entry, scaleUp]) {
    expect(shutIn(step, off)).toContain('live_trading');
    expect(shutIn(step, on)).not.toContain('live_trading');
  }
  expect(shutIn(close, off)).toEqual([]);
});

test('an account that cannot be read spends nothing', () => {
  expect(shutChecks(entry, { accountMode: null })).toEqual(['live_trading']);
});

test.each(['closing', 'closed', 'opening', 'void'])('a position that is %s cannot be closed', (status) => {
  expect(shutChecks(close, { position: { ...open, status } })).toEqual(['position_open']);
});

test('a scale-up may not take the position above its maximum', () => {
  expect(shutChecks(scaleUp, { position: { ...open, costBasisUsd: new Decimal(11) } })).toEqual(['position_size']);
});

test('a scale-up of less than the minimum is not worth it', () => {
  const entry = { sizeUsd: new Decimal('9.99'), riskUsd: new Decimal(1), stopLoss: new Decimal(1) };
  expect(shutChecks(scaleUp, { position: { ...open, costBasisUsd: new Decimal(5) }, entry })).toEqual([
    'position_size',
  ]);
});

test('the sixteenth analysis of a day is kept for held tokens and posted signals', () => {
  expect(shutChecks(analyse, usage({ analyses: 15 }))).toEqual(['daily_analyses']);
  expect(shutChecks(analyse, { ...usage({ analyses: 15 }), mayUseKeptAnalyses: true })).toEqual([]);
  expect(shutChecks(analyse, { ...usage({ analyses: 20 }), mayUseKeptAnalyses: true })).toEqual(['daily_analyses']);
});

test('of twenty analyses signals from outside have ten, one sender five, and what they used was kept for them', () => {
  const posted = { posted: true, mayUseKeptAnalyses: true };
  expect(shutChecks(analyse, { ...usage({ postedAnalyses: 9, senderAnalyses: 4 }), ...posted })).toEqual([]);
  expect(shutChecks(analyse, { ...usage({ postedAnalyses: 10 }), ...posted })).toEqual(['posted_analyses']);
  expect(shutChecks(analyse, { ...usage({ senderAnalyses: 5 }), ...posted })).toEqual(['sender_analyses']);
  expect(shutChecks(analyse, usage({ postedAnalyses: 10, senderAnalyses: 5 }))).toEqual([]);
  expect(shutChecks(analyse, usage({ analyses: 17, postedAnalyses: 3 }))).toEqual([]);
  expect(shutChecks(analyse, usage({ analyses: 18, postedAnalyses: 3 }))).toEqual(['daily_analyses']);
  expect(shutChecks(analyse, usage({ analyses: 20, postedAnalyses: 10 }))).toEqual(['daily_analyses']);
});

test('a used up quota of analyses keeps nothing from being analysed that a promoted strategy found', () => {
  const strategy = { name: 'trend', state: 'active', share: 1 } as const;
  expect(shutChecks(analyse, { ...usage({ analyses: 20 }), strategy })).toEqual([]);
});

test('two of the eight conversations a day are held for the scheduled standup and post-mortem', () => {
  expect(shutChecks(talk, usage({ conversations: 6, otherConversations: 6 }))).toEqual(['held_conversations']);
  expect(shutChecks(talk, usage({ conversations: 7, otherConversations: 5 }))).toEqual([]);
  const held = { ...usage({ conversations: 7, otherConversations: 6 }), mayUseHeldConversations: true };
  expect(shutChecks(talk, held)).toEqual([]);
});

test('a fourth task that conversations want is refused, others are not', () => {
  const asked = { ...usage({ actionItems: 3 }), fromConversation: true };
  expect(shutChecks(task, asked)).toEqual(['daily_action_items']);
  expect(shutChecks(task, { ...asked, fromConversation: false })).toEqual([]);
});

test('conversations and tasks stop at their daily limits', () => {
  expect(shutChecks(talk, usage({ conversations: 8 }))).toEqual(['daily_conversations']);
  expect(shutChecks(task, usage({ tasks: 200 }))).toEqual(['daily_agent_tasks']);
  // What promoted strategies hold is sold by their rules, whatever else the day has asked for.
  const payload = { task: 'play_strategies', agentId: 'intel', subject: 'company' } as const;
  expect(shutChecks({ kind: 'agent_task', payload }, usage({ tasks: 200 }))).toEqual([]);
});

test('a third test of a strategy is refused, whatever conversations have asked for', () => {
  const payload = { task: 'test_strategy', agentId: 'growth', subject: 'trend' } as const;
  const asked = (strategyTests: number) => ({ ...usage({ strategyTests, actionItems: 3 }), fromConversation: true });
  expect(shutChecks({ kind: 'agent_task', payload }, asked(2))).toEqual(['daily_strategy_tests']);
  expect(shutChecks({ kind: 'agent_task', payload }, asked(1))).toEqual([]);
  expect(shutChecks(task, usage({ strategyTests: 2 }))).toEqual([]);
});

test('more usage never opens a shut gate', () => {
  const count = fc.integer({ min: 0, max: 30 });
  fc.assert(
    fc.property(count, count, fc.integer({ min: 0, max: 10 }), (trades, positions, more) => {
      const before = shutChecks(entry, usage({ trades, positions })).length;
      return shutChecks(entry, usage({ trades: trades + more, positions: positions + more })).length >= before;
    }),
  );
});

test.each(Object.entries(gates))('each check of %s has a name of its own, and something to say', (_, checks) => {
  const names = checks.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(checks.filter(({ says }) => Object.keys(says).length === 0)).toEqual([]);
});
