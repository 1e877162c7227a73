import { expect, test } from 'vitest';
import { defaultPolicies, type Policies, type PolicyKey } from '../../../company/policies/index.ts';
import { Decimal } from '../../../kernel/money/index.ts';
import { gateFacts, policySet } from '../../../testing/gate-facts.ts';
import type { StepDraft } from '../../kinds/index.ts';
import type { GateFacts, Verdict } from '../gate.ts';
import { judge } from '../gates.ts';
import { analysisLimit } from './analysis-checks.ts';
import { heldFormats, otherConversationsLimit } from './talk-checks.ts';

const positionId = '0198f0f0-0000-7000-8000-000000000001';
const steps = {
  entry: { kind: 'execute_trade', payload: {} },
  close: { kind: 'close_position', payload: { positionId } },
  up: { kind: 'scale_position', payload: { positionId, direction: 'up' } },
  down: { kind: 'scale_position', payload: { positionId, direction: 'down' } },
  analyse: { kind: 'analyze_signal', payload: { signalId: positionId } },
  task: { kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: 'company' } },
  talk: { kind: 'roundtable_conversation', payload: { format: 'debate', topic: 'x' } },
} satisfies Record<string, StepDraft>;
type Step = keyof typeof steps;

interface Given {
  readonly facts?: Partial<GateFacts>;
  readonly usage?: Partial<GateFacts['usage']>;
  readonly policies?: Partial<Policies>;
}

function verdictsOf(step: Step, { facts = {}, usage = {}, policies = {} }: Given = {}): readonly Verdict[] {
  const all = gateFacts(facts);
  return judge([steps[step]], { ...all, usage: { ...all.usage, ...usage } }, policySet(policies));
}
function said(step: Step, check: string, given: Given = {}) {
  const found = verdictsOf(step, given).find((verdict) => verdict.check === check);
  return found && [found.open, found.limit, found.observed, found.message];
}

const usd = (amount: string) => new Decimal(amount);
const entry = (sizeUsd: string, riskUsd = '5', stopLoss: Decimal | null = usd('0.00002')) => ({
  entry: { sizeUsd: usd(sizeUsd), riskUsd: usd(riskUsd), stopLoss },
});
const position = (costBasisUsd: string, status = 'open') => ({
  position: { id: positionId, status, quantity: usd('10'), costBasisUsd: usd(costBasisUsd), stopLoss: usd('1') },
});
const trade = (changes: Partial<Policies['trade_limits']>) => ({
  trade_limits: { ...defaultPolicies.trade_limits, ...changes },
});
const risk = (changes: Partial<Policies['risk_controls']>) => ({
  risk_controls: { ...defaultPolicies.risk_controls, ...changes },
});

type Row = readonly [Step, string, Given, readonly [boolean, string | null, string | null, string]];

const rows: readonly Row[] = [
  ['entry', 'daily_trades', { usage: { trades: 7 } }, [true, '8', '7', 'daily trade limit: 7 of 8 used']],
  ['entry', 'open_positions', { usage: { positions: 3 } }, [false, '3', '3', 'open and opening positions: 3 of 3']],
  ['entry', 'position_size', { facts: entry('60') }, [true, '10 to 60', '60', 'size 60.00 USD, allowed 10 to 60']],
  ['entry', 'position_size', { facts: entry('10') }, [true, '10 to 60', '10', 'size 10.00 USD, allowed 10 to 60']],
  [
    'entry',
    'position_size',
    { facts: { entry: null } },
    [false, '10 to 60', null, 'size unknown USD, allowed 10 to 60'],
  ],
  ['entry', 'confidence', { facts: { confidence: 0.6 } }, [true, '0.6', '0.6', 'confidence 0.60, at least 0.6']],
  ['entry', 'confidence', { facts: { confidence: null } }, [false, '0.6', null, 'no analysis gives a confidence']],
  [
    'entry',
    'confidence',
    { facts: { confidence: null }, policies: trade({ min_confidence: 0 }) },
    [false, '0', null, 'no analysis gives a confidence'],
  ],
  ['entry', 'stop_loss', {}, [true, 'required', '0.00002', 'stop at 0.00002']],
  ['entry', 'stop_loss', { facts: entry('50', '5', null) }, [false, 'required', null, 'no stop-loss']],
  [
    'entry',
    'stop_loss',
    { facts: entry('50', '5', null), policies: risk({ stop_loss_required: false }) },
    [true, 'optional', null, 'no stop-loss'],
  ],
  ['entry', 'not_held', {}, [true, 'false', 'false', 'the token is not held']],
  [
    'entry',
    'not_held',
    { facts: { held: true } },
    [false, 'false', 'true', 'the token is already held or being bought'],
  ],
  [
    'entry',
    'position_risk',
    { facts: entry('50', '20') },
    [true, '20.00', '20.00', 'risk of this position 20.00 USD of 20.00'],
  ],
  [
    'entry',
    'position_risk',
    { facts: { equityUsd: null } },
    [false, null, '5.00', 'risk of this position 5.00 USD of unknown'],
  ],
  [
    'entry',
    'portfolio_risk',
    { facts: { riskUsedUsd: usd('45') } },
    [true, '50.00', '50.00', 'risk of all positions 50.00 USD of 50.00'],
  ],
  [
    'entry',
    'portfolio_risk',
    { facts: { riskUsedUsd: null } },
    [false, '50.00', null, 'risk of all positions unknown USD of 50.00'],
  ],
  [
    'entry',
    'portfolio_risk',
    { facts: { equityUsd: null } },
    [false, null, '5.00', 'risk of all positions 5.00 USD of unknown'],
  ],
  [
    'entry',
    'cash',
    { facts: { cashLeftUsd: usd('50') } },
    [true, '50.00', '50.00', 'needs 50.00 USD of 50.00 free cash'],
  ],
  ['entry', 'cash', { facts: { cashLeftUsd: null } }, [false, null, '50.00', 'needs 50.00 USD of unknown free cash']],
  ['entry', 'trading_state', {}, [true, 'active', 'active', 'trading state is active']],
  [
    'entry',
    'trading_state',
    { facts: { tradingState: 'halted' } },
    [false, 'active', 'halted', 'trading state is halted'],
  ],
  ['entry', 'trading_state', { facts: { tradingState: null } }, [false, 'active', null, 'trading state is unknown']],
  ['entry', 'live_trading', {}, [true, 'paper', 'paper', 'paper money']],
  [
    'entry',
    'live_trading',
    { facts: { accountMode: 'live' } },
    [false, 'paper', 'live', 'live trading is not enabled: only exits are made'],
  ],
  [
    'entry',
    'live_trading',
    { facts: { accountMode: 'live' }, policies: { live_trading: { enabled: true, first_order_usd: 10 } } },
    [true, 'live', 'live', 'live money'],
  ],
  [
    'entry',
    'live_trading',
    { facts: { accountMode: null }, policies: { live_trading: { enabled: true, first_order_usd: 10 } } },
    [false, 'live', null, 'unknown money'],
  ],
  ['entry', 'promoted_strategy', {}, [true, 'any', null, 'what any finder finds may be bought']],
  [
    'entry',
    'promoted_strategy',
    { facts: { strategy: { name: 'trend', state: 'probation', share: 0.25 }, accountMode: 'live' } },
    [false, 'paper', 'live', 'the strategy trend is on probation: it buys with paper money only'],
  ],
  [
    'entry',
    'promoted_strategy',
    { facts: { strategy: { name: 'trend', state: 'probation', share: 0.25 } } },
    [true, 'any', 'trend', 'found by the strategy trend, which is probation'],
  ],
  [
    'entry',
    'promoted_strategy',
    { policies: { strategy_policy: { ...defaultPolicies.strategy_policy, entries: 'promoted' } } },
    [false, 'promoted', null, 'only what a promoted strategy found may be bought, and none found this'],
  ],
  [
    'entry',
    'promoted_strategy',
    { facts: { givenUp: 'trend' } },
    [false, 'any', 'trend', 'the strategy trend may not buy any more'],
  ],
  ['entry', 'protections', {}, [true, 'none', 'none', 'no protection is in force']],
  [
    'entry',
    'protections',
    { facts: { locks: [{ kind: 'max_drawdown', reason: 'deep', endsAt: null }] } },
    [false, 'none', 'max_drawdown', 'max_drawdown is in force: deep'],
  ],
  [
    'entry',
    'protections',
    { facts: { locks: [{ kind: 'max_drawdown', reason: 'deep', endsAt: new Date('2025-02-03T16:00:00Z') }] } },
    [false, 'none', 'max_drawdown', 'max_drawdown is in force until 2025-02-03T16:00:00.000Z: deep'],
  ],
  ['entry', 'price_fresh', {}, [true, '600000', '60000', 'the price is 60 s old, at most 600']],
  [
    'entry',
    'price_fresh',
    { facts: { priceAt: new Date('2025-02-03T14:50:00Z') } },
    [true, '600000', '600000', 'the price is 600 s old, at most 600'],
  ],
  ['entry', 'price_fresh', { facts: { priceAt: null } }, [false, '600000', null, 'there is no price']],
  ['entry', 'listed', {}, [true, 'listed', 'true', 'the token is in the universe']],
  [
    'entry',
    'listed',
    { facts: { instrumentListed: false } },
    [false, 'listed', 'false', 'the token is unknown or not in the universe'],
  ],
  [
    'analyse',
    'daily_analyses',
    { usage: { analyses: 3 } },
    [true, '15', '3', 'analyses today: 3 of 20, the last 5 kept for what is held or posted'],
  ],
  [
    'analyse',
    'daily_analyses',
    { usage: { analyses: 3, postedAnalyses: 4 } },
    [true, '19', '3', 'analyses today: 3 of 20, the last 1 kept for what is held or posted'],
  ],
  [
    'analyse',
    'daily_analyses',
    { usage: { analyses: 20 }, facts: { mayUseKeptAnalyses: true } },
    [false, '20', '20', 'analyses today: 20 of 20'],
  ],
  ['talk', 'daily_conversations', { usage: { conversations: 7 } }, [true, '8', '7', 'conversations today: 7 of 8']],
  [
    'talk',
    'daily_conversations',
    { policies: { roundtable_policy: { ...defaultPolicies.roundtable_policy, enabled: false } } },
    [false, '0', '0', 'conversations are switched off'],
  ],
  [
    'talk',
    'held_conversations',
    { usage: { otherConversations: 5 } },
    [true, '6', '5', 'conversations besides standup and post-mortem today: 5 of 6'],
  ],
  ['task', 'daily_agent_tasks', { usage: { tasks: 199 } }, [true, '200', '199', 'agent tasks today: 199 of 200']],
  [
    'task',
    'daily_action_items',
    { usage: { actionItems: 2 }, facts: { fromConversation: true } },
    [true, '3', '2', 'action items of conversations today: 2 of 3'],
  ],
  ['close', 'position_open', { facts: position('30') }, [true, 'open', 'open', 'the position is open']],
  [
    'close',
    'position_open',
    { facts: position('30', 'closing') },
    [false, 'open', 'closing', 'the position is closing'],
  ],
  ['close', 'position_open', { facts: { position: null } }, [false, 'open', null, 'there is no such position']],
  [
    'up',
    'position_size',
    { facts: { ...entry('10'), ...position('50') } },
    [true, '60', '60.00', 'size after scaling 60.00 USD of 60'],
  ],
  [
    'up',
    'position_size',
    { facts: { ...entry('9.99'), ...position('30') } },
    [false, '60', '39.99', 'size after scaling 39.99 USD of 60, adding less than 10'],
  ],
  [
    'up',
    'position_size',
    { facts: { ...entry('10'), position: null } },
    [false, '60', null, 'size after scaling unknown USD of 60'],
  ],
];

test.each(rows)('a gate says the limit, what it saw and a sentence: %s, %s, %o', (...[step, check, given, answer]) => {
  expect(said(step, check, given)).toEqual(answer);
});

const checksOf = (step: Step, given: Given = {}) => verdictsOf(step, given).map(({ check }) => check);

test('an entry answers to fifteen checks', () => {
  expect(checksOf('entry')).toHaveLength(15);
});

test('a sale of a part answers to the one check of an exit (I12)', () => {
  expect(checksOf('down')).toEqual(['position_open']);
  expect(checksOf('close')).toEqual(['position_open']);
});

test('a purchase of more answers to state, locks, money, strategy, size, risk, cash and price too', () => {
  expect(checksOf('up')).toEqual([
    ...['position_open', 'trading_state', 'protections', 'live_trading', 'promoted_strategy'],
    ...['position_size', 'portfolio_risk', 'cash', 'price_fresh'],
  ]);
});

test('a token outside of the universe is not analysed', () => {
  expect(said('analyse', 'listed', { facts: { instrumentListed: false } })?.[0]).toBe(false);
});

test('a verdict names its gate and the version of the policy that it read', () => {
  const set = policySet();
  const policies = { ...set, versions: { ...set.versions, trade_limits: 7, risk_controls: 3 } };
  const versionOf = (step: Step, check: string) =>
    judge([steps[step]], gateFacts(), policies).find((verdict) => verdict.check === check)?.policyVersion;
  expect([versionOf('entry', 'daily_trades'), versionOf('entry', 'stop_loss')]).toEqual([7, 3]);
  // What reads no policy names the trade limits' version for the record.
  expect(versionOf('close', 'position_open')).toBe(7);
  expect(verdictsOf('entry').every(({ gate }) => gate === 'execute_trade')).toBe(true);
});

test('a policy without a version is named as version 0', () => {
  const policies = { ...policySet(), versions: {} };
  expect(judge([steps.close], gateFacts(), policies)[0]?.policyVersion).toBe(0);
});

test('a check whose policy cannot be read is shut and says why, and no other is', () => {
  const policies = { ...policySet(), faults: { risk_controls: 'expected a number' } };
  const shut = judge([steps.entry], gateFacts(), policies).filter(({ open }) => !open);
  expect(shut.map(({ check }) => check)).toEqual(['stop_loss', 'position_risk', 'portfolio_risk']);
  expect(shut[0]).toMatchObject({
    message: 'policy risk_controls cannot be read: expected a number',
    limit: null,
    observed: null,
  });
});

test.each<PolicyKey>(['trade_limits', 'risk_controls', 'universe'])('an exit is judged without %s (I12)', (key) => {
  const policies = { ...policySet(), faults: { [key]: 'invalid' } };
  expect(judge([steps.close], gateFacts(position('30')), policies).every(({ open }) => open)).toBe(true);
});

test('more kept than there is leaves others none, and what the outside has used is kept no more', () => {
  const limits = { max_daily_analyses: 3, analyses_kept_for_held_and_posted: 5 };
  const limit = (postedAnalyses: number, mayUseKeptAnalyses = false) =>
    analysisLimit(limits, { mayUseKeptAnalyses, usage: { ...gateFacts().usage, postedAnalyses } });
  expect([limit(0), limit(2), limit(3), limit(5), limit(9)]).toEqual([0, 0, 1, 3, 3]);
  expect(limit(0, true)).toBe(3);
});

test('slots are held for the standup and the post-mortem, as far as there are any', () => {
  expect(heldFormats).toEqual(['morning_standup', 'post_mortem']);
  expect([8, 2, 1, 0].map((max) => otherConversationsLimit({ max_daily_conversations: max }))).toEqual([6, 0, 0, 0]);
});
