import { type PolicySet, readPolicies } from '@atc/core/company/policies';
import { Decimal } from '@atc/core/kernel/money';
import { type GateFacts, judge } from '@atc/core/loop/gates';
import type { StepDraft } from '@atc/core/loop/kinds';
import { gateFacts } from '@atc/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeededDatabase, seededDatabase } from './testing/index.ts';

// The chapter "Cap gates (proposal entry points)": each limit on both of its sides, by the policies of a new company.
let database: SeededDatabase;
let policies: PolicySet;
beforeAll(async () => {
  database = await seededDatabase();
  policies = await readPolicies(database.db);
});
afterAll(() => database?.close());

const id = '01890000-0000-7000-8000-000000000000';
const execute: StepDraft = { kind: 'execute_trade', payload: {} };
const close: StepDraft = { kind: 'close_position', payload: { positionId: id } };
const up: StepDraft = { kind: 'scale_position', payload: { positionId: id, direction: 'up' } };
const down: StepDraft = { kind: 'scale_position', payload: { positionId: id, direction: 'down' } };
const analyse: StepDraft = { kind: 'analyze_signal', payload: { signalId: id } };
const talk: StepDraft = { kind: 'roundtable_conversation', payload: { format: 'watercooler', topic: 'nothing' } };
const think: StepDraft = { kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: 'company' } };

const used = (usage: Partial<GateFacts['usage']>): Partial<GateFacts> => ({
  usage: { ...gateFacts().usage, ...usage },
});
const buying = (sizeUsd: number, riskUsd = 5, stopLoss: Decimal | null = new Decimal('0.00002')) => ({
  entry: { sizeUsd: new Decimal(sizeUsd), riskUsd: new Decimal(riskUsd), stopLoss },
});
const holding = (costUsd: number, status = 'open') => ({
  held: true,
  position: {
    id,
    status,
    quantity: new Decimal(1),
    costBasisUsd: new Decimal(costUsd),
    stopLoss: new Decimal('0.00002'),
  },
});
const usd = (amount: number) => new Decimal(amount);

const limits: readonly (readonly [string, StepDraft, Partial<GateFacts>, Partial<GateFacts>])[] = [
  ['daily_trades', execute, used({ trades: 7 }), used({ trades: 8 })],
  ['open_positions', execute, used({ positions: 2 }), used({ positions: 3 })],
  ['position_size', execute, buying(60), buying(60.01)],
  ['position_size', execute, buying(10), buying(9.99)],
  ['confidence', execute, { confidence: 0.6 }, { confidence: 0.599 }],
  ['stop_loss', execute, buying(50), buying(50, 5, null)],
  ['position_risk', execute, buying(60, 20), buying(60, 20.01)],
  ['portfolio_risk', execute, { riskUsedUsd: usd(45) }, { riskUsedUsd: usd(45.01) }],
  ['cash', execute, { cashLeftUsd: usd(50) }, { cashLeftUsd: usd(49.99) }],
  ['not_held', execute, { held: false }, { held: true }],
  ['position_open', close, holding(50), { position: null }],
  ['position_open', close, holding(50), holding(50, 'closing')],
  ['position_open', close, holding(50), holding(50, 'closed')],
  ['position_size', up, { ...holding(30), ...buying(30) }, { ...holding(30.01), ...buying(30) }],
  ['cash', up, { ...holding(10), cashLeftUsd: usd(50) }, { ...holding(10), cashLeftUsd: usd(49.99) }],
  ['portfolio_risk', up, { ...holding(10), riskUsedUsd: usd(45) }, { ...holding(10), riskUsedUsd: usd(45.01) }],
  ['position_open', down, holding(50), holding(50, 'closing')],
  [
    'daily_analyses',
    analyse,
    { ...used({ analyses: 19 }), mayUseKeptAnalyses: true },
    { ...used({ analyses: 20 }), mayUseKeptAnalyses: true },
  ],
  ['daily_analyses', analyse, used({ analyses: 14 }), used({ analyses: 15 })],
  [
    'daily_conversations',
    talk,
    { ...used({ conversations: 7 }), mayUseHeldConversations: true },
    { ...used({ conversations: 8 }), mayUseHeldConversations: true },
  ],
  ['held_conversations', talk, used({ otherConversations: 5 }), used({ otherConversations: 6 })],
  ['daily_agent_tasks', think, used({ tasks: 199 }), used({ tasks: 200 })],
  [
    'daily_action_items',
    think,
    { ...used({ actionItems: 2 }), fromConversation: true },
    { ...used({ actionItems: 3 }), fromConversation: true },
  ],
];

const shut = (step: StepDraft, facts: Partial<GateFacts>): readonly string[] =>
  judge([step], gateFacts(facts), policies)
    .filter(({ open }) => !open)
    .map(({ check }) => check);

test.each(limits)('%s is open at its limit and shut beyond it: %j', (...limit) => {
  const [check, step, within, beyond] = limit;
  expect(shut(step, within)).toEqual([]);
  expect(shut(step, beyond)).toEqual([check]);
});

test.each([
  ['calculate_risk', {}],
  ['monitor_position', {}],
] as const)('%s is always open', (kind, payload) => {
  const nothing = { equityUsd: null, cashLeftUsd: null, confidence: null, position: null, tradingState: null };
  expect(shut({ kind, payload }, nothing)).toEqual([]);
});

test('what lowers risk is refused for no quota, no price and no lock', () => {
  const worst = {
    ...used({ trades: 99, positions: 99, analyses: 99, conversations: 99, tasks: 999 }),
    priceAt: null,
    tradingState: 'reducing' as const,
    locks: [{ kind: 'max_drawdown', reason: 'too deep', endsAt: null }],
    ...holding(50),
  };
  expect(shut(close, worst)).toEqual([]);
  expect(shut(down, worst)).toEqual([]);
});
