import { expect, test } from 'vitest';
import { Decimal } from '../../../kernel/money/index.ts';
import { gateFacts, policySet } from '../../../testing/gate-facts.ts';
import type { StepDraft } from '../../kinds/index.ts';
import { type TakeFacts, takesOf } from './takes.ts';

const day = '2025-02-03';
const positionId = '0198f0f0-0000-7000-8000-000000000001';
const facts = (changes: Partial<TakeFacts> = {}): TakeFacts => ({
  facts: gateFacts(),
  policies: policySet(),
  day,
  entry: {
    price: new Decimal(1),
    stopLoss: new Decimal('0.7'),
    stopDefaulted: true,
    target: null,
    trailingStopPct: null,
    sizeUsd: new Decimal('46.66'),
    riskUsd: new Decimal('13.998'),
  },
  accountId: 'account',
  instrumentId: 'bonk',
  sender: null,
  cashUsd: new Decimal(900),
  ...changes,
});
const taken = (step: StepDraft, changes: Partial<TakeFacts> = {}) =>
  takesOf([step], facts(changes)).map(({ key, amount, limit }) => [key, amount.toNumber(), limit.toNumber()]);

const entry: StepDraft = { kind: 'execute_trade', payload: {} };
const scale = (direction: 'up' | 'down'): StepDraft => ({ kind: 'scale_position', payload: { positionId, direction } });
const analyse: StepDraft = { kind: 'analyze_signal', payload: { signalId: positionId } };
const talk: StepDraft = { kind: 'roundtable_conversation', payload: { format: 'debate', topic: 'x' } };
const task: StepDraft = { kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: 'company' } };

test('what a promoted strategy found takes no analysis of the day, what the scanner found takes one', () => {
  const strategy = { name: 'trend', state: 'active', share: 1 } as const;
  expect(taken(analyse, { facts: gateFacts({ strategy }) })).toEqual([]);
  expect(taken(analyse).map(([key]) => key)).toEqual(['analyses:2025-02-03']);
});

test('an entry reserves a trade of the day, a position, its token, its risk and its cash (I2)', () => {
  expect(taken(entry)).toEqual([
    ['trades:2025-02-03', 1, 8],
    ['positions', 1, 3],
    ['token:account:bonk', 1, 1],
    ['risk_usd', 13.998, 50],
    ['cash_usd', 46.66, 900],
  ]);
});

test('more of a position reserves risk and cash, and no slot', () => {
  expect(taken(scale('up'))).toEqual([
    ['risk_usd', 13.998, 50],
    ['cash_usd', 46.66, 900],
  ]);
});

test.each<StepDraft>([
  scale('down'),
  { kind: 'close_position', payload: { positionId } },
  { kind: 'calculate_risk', payload: {} },
  { kind: 'monitor_position', payload: {} },
])('what lowers risk or only looks reserves nothing: $kind (I12)', (step) => {
  expect(taken(step)).toEqual([]);
});

test('an analysis reserves one of the day, less those that are kept for others', () => {
  expect(taken(analyse)).toEqual([['analyses:2025-02-03', 1, 15]]);
  expect(taken(analyse, { facts: gateFacts({ mayUseKeptAnalyses: true }) })).toEqual([['analyses:2025-02-03', 1, 20]]);
});

test('an analysis for somebody outside reserves one of theirs too, and one of the sender’s', () => {
  const posted = { facts: gateFacts({ posted: true, mayUseKeptAnalyses: true }) };
  const own = ['analyses:2025-02-03', 1, 20];
  const outside = ['posted_analyses:2025-02-03', 1, 10];
  expect(taken(analyse, posted)).toEqual([own, outside]);
  expect(taken(analyse, { ...posted, sender: 'key-1' })).toEqual([
    own,
    outside,
    ['posted_analyses:2025-02-03:key-1', 1, 5],
  ]);
});

test('a conversation reserves one of the day, and of those that hold no slot unless it holds one', () => {
  expect(taken(talk)).toEqual([
    ['conversations:2025-02-03', 1, 8],
    ['other_conversations:2025-02-03', 1, 6],
  ]);
  const held = { facts: gateFacts({ mayUseHeldConversations: true }) };
  expect(taken(talk, held)).toEqual([['conversations:2025-02-03', 1, 8]]);
});

test('a task reserves one of the day, and an action item where a conversation wants it', () => {
  expect(taken(task)).toEqual([['tasks:2025-02-03', 1, 200]]);
  expect(taken(task, { facts: gateFacts({ fromConversation: true }) })).toEqual([
    ['tasks:2025-02-03', 1, 200],
    ['action_items:2025-02-03', 1, 3],
  ]);
});

test('the takes of a proposal are those of all its steps', () => {
  const keys = takesOf([analyse, talk], facts()).map(({ key }) => key);
  expect(keys).toEqual(['analyses:2025-02-03', 'conversations:2025-02-03', 'other_conversations:2025-02-03']);
});

test.each<Partial<TakeFacts>>([{ accountId: null }, { instrumentId: null }])(
  'an entry that passed its gates without %o is a broken promise',
  (changes) => {
    expect(() => taken(entry, changes)).toThrow('an entry without account or instrument passed its gates');
  },
);

test.each<Partial<TakeFacts>>([{ entry: null }, { cashUsd: null }, { facts: gateFacts({ equityUsd: null }) }])(
  'a purchase that passed its gates without size, equity or cash is a broken promise',
  (changes) => {
    expect(() => taken(scale('up'), changes)).toThrow('a purchase without size, equity or cash passed its gates');
  },
);

test('a look at the promoted strategies takes no place among the tasks of the day', () => {
  const payload = { task: 'play_strategies', agentId: 'intel', subject: 'company' } as const;
  expect([taken(task).length, taken({ kind: 'agent_task', payload }).length]).toEqual([1, 0]);
});
