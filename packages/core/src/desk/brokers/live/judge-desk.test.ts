import { expect, test } from 'vitest';
import { defaultPolicies, type PolicyKey, type PolicySet } from '../../../company/policies/index.ts';
import { Decimal, ZERO } from '../../../kernel/money/index.ts';
import { policySet } from '../../../testing/gate-facts.ts';
import { check } from '../../venue/check.ts';
import type { DeskFacts } from './desk-facts.ts';
import { cashChecks, judgeDesk } from './judge-desk.ts';

const live = policySet({
  live_trading: { enabled: true, first_order_usd: 10 },
  strategy_policy: { ...defaultPolicies.strategy_policy, entries: 'promoted' },
});

const facts = (changes: Partial<DeskFacts> = {}): DeskFacts => ({
  account: { id: 'acc-1', cashUsd: new Decimal(1000), feesApartUsd: ZERO },
  confirmed: 'acc-1',
  policies: live,
  universe: ['SOL'],
  tradingState: 'active',
  openOrders: 0,
  openPositions: 0,
  unlisted: [],
  durable: { fsync: true, synchronousCommit: true },
  ...changes,
});
const venue = { what: 'tokens on Solana', checks: [check('node', true, 'the node answers')] };
const judged = (changes: Partial<DeskFacts>, name: string) =>
  judgeDesk(facts(changes), venue).find((one) => one.name === name);
const without = (key: PolicyKey, fault?: string): PolicySet => ({
  ...live,
  values: { ...live.values, [key]: undefined },
  faults: fault ? { [key]: fault } : {},
});

test('a desk that lacks nothing passes every check, those of its venue among them', () => {
  const checks = judgeDesk(facts(), venue);
  expect(checks.map(({ name }) => name)).toEqual([
    'account',
    'held',
    'policy',
    'node',
    'policies',
    'stop-loss',
    'daily loss',
    'entries',
    'state',
    'orders',
    'durability',
  ]);
  expect(checks.every(({ outcome }) => outcome === 'ok')).toBe(true);
});

test.each<[string, Partial<DeskFacts>, string, string, string]>([
  [
    'another account is confirmed',
    { confirmed: 'acc-2' },
    'account',
    'failed',
    'set LIVE_TRADING_CONFIRMED=acc-1 to let it trade tokens on Solana',
  ],
  [
    'no account is confirmed',
    { confirmed: undefined },
    'account',
    'failed',
    'set LIVE_TRADING_CONFIRMED=acc-1 to let it trade tokens on Solana',
  ],
  [
    'something is held without a price',
    { unlisted: ['BONK', 'WIF'] },
    'held',
    'failed',
    'BONK, WIF held without a price: name it in LIVE_SYMBOLS or LIVE_TOKENS too',
  ],
  [
    'the policy of real money is invalid',
    { policies: without('live_trading', 'expected a boolean') },
    'policy',
    'failed',
    'live_trading cannot be read: expected a boolean',
  ],
  [
    'the policy of real money is missing',
    { policies: without('live_trading') },
    'policy',
    'failed',
    'live_trading cannot be read: missing',
  ],
  [
    'real money is not enabled',
    { policies: policySet() },
    'policy',
    'warning',
    'live_trading is not enabled: nothing is bought before PUT /api/policies/live_trading enables it',
  ],
  ['a policy is unreadable', { policies: without('universe') }, 'policies', 'failed', 'unreadable: universe'],
  [
    'the daily loss has no limit',
    { policies: without('protections') },
    'daily loss',
    'failed',
    'daily_loss_limit must be enabled',
  ],
  [
    'nobody can read which finder may buy',
    { policies: without('strategy_policy') },
    'entries',
    'failed',
    'strategy_policy cannot be read: nothing is bought',
  ],
  [
    'any finder may buy',
    { policies: policySet() },
    'entries',
    'warning',
    'strategy_policy lets any finder buy, tested or not: PUT /api/policies/strategy_policy with entries ' +
      '"promoted" keeps real money for strategies that the lab has promoted',
  ],
  [
    'the trading state is not known',
    { tradingState: null },
    'state',
    'failed',
    'trading is unknown; halted stops every order',
  ],
  [
    'orders are under way',
    { openOrders: 2 },
    'orders',
    'warning',
    '2 orders whose end is not known: the venue is asked first',
  ],
])('where %s, that is said', (_, ...[changes, name, outcome, said]) => {
  expect(judged(changes, name)).toEqual({ name, outcome, said });
});

test('what is enabled is said with the cost of a first trade and the limit of a day', () => {
  expect(judged({}, 'account')?.said).toBe('LIVE_TRADING_CONFIRMED names the account acc-1');
  expect(judged({}, 'policy')?.said).toBe('live_trading is enabled; the first trade costs at most 10 USD');
  expect(judged({}, 'daily loss')?.said).toBe('buying stops at 5.0 % a day');
  expect(judged({}, 'policies')?.said).toBe('all can be read');
  expect(judged({}, 'stop-loss')?.said).toBe('no purchase without one');
  expect(judged({}, 'entries')?.said).toBe('only what a promoted strategy found is bought');
  expect(judged({}, 'state')?.said).toBe('trading is active; halted stops every order');
  expect(judged({}, 'orders')?.said).toBe('0 orders whose end is not known');
  expect(judged({}, 'durability')?.said).toBe('what is committed is on disk');
  expect(judged({ openPositions: 2 }, 'held')?.said).toBe('2 positions, each with its price');
});

test.each<PolicyKey>(['trade_limits', 'risk_controls', 'protections', 'universe'])(
  'without a readable %s nothing says that a stop is required',
  (key) => {
    expect(judged({ policies: without(key) }, 'policies')).toMatchObject({ outcome: 'failed' });
    expect(judged({ policies: without(key) }, 'stop-loss')).toMatchObject({
      outcome: 'failed',
      said: 'risk_controls must require one',
    });
  },
);

test('a company that may buy without a stop is not started (I12)', () => {
  const lax = policySet({ risk_controls: { ...defaultPolicies.risk_controls, stop_loss_required: false } });
  expect(judged({ policies: lax }, 'stop-loss')?.outcome).toBe('failed');
});

test('a daily loss limit that is switched off is none', () => {
  const { protections } = defaultPolicies;
  const daily = { ...protections.daily_loss_limit, enabled: false };
  const off = policySet({ protections: { ...protections, daily_loss_limit: daily } });
  expect(judged({ policies: off }, 'daily loss')?.outcome).toBe('failed');
});

test.each([
  [{ fsync: false, synchronousCommit: true }],
  [{ fsync: true, synchronousCommit: false }],
  [{ fsync: false, synchronousCommit: false }],
])('a database with %o does not keep what it commits', (durable) => {
  expect(judged({ durable }, 'durability')).toMatchObject({
    outcome: 'failed',
    said: 'PostgreSQL must run with fsync and synchronous_commit on',
  });
});

test.each([{ openPositions: 1 }, { openOrders: 1 }])('a company with %o is started whatever else is wrong', (open) => {
  expect(judged({ ...open, tradingState: null }, 'state')).toEqual({
    name: 'state',
    outcome: 'warning',
    said: 'trading is unknown; halted stops every order (it starts all the same: what is held must be sold)',
  });
});

test('what is held without a price, or on another account, keeps it from starting all the same', () => {
  expect(judged({ openPositions: 1, unlisted: ['BONK'] }, 'held')?.outcome).toBe('failed');
  expect(judged({ openPositions: 1, confirmed: 'acc-2' }, 'account')?.outcome).toBe('failed');
});

test('what is well is not made milder', () => {
  expect(judged({ openPositions: 1 }, 'state')).toMatchObject({
    outcome: 'ok',
    said: expect.not.stringContaining('('),
  });
});

const cash = (books: string, atVenue: string | null) =>
  cashChecks(facts(), { books: new Decimal(books), venue: atVenue ? new Decimal(atVenue) : null, unit: 'USDC' });

test('the venue must have cash for a smallest position', () => {
  expect(cash('10', '10')[0]).toEqual({ name: 'cash', outcome: 'ok', said: '10.00 USDC, at least 10' });
  expect(cash('10', '9.99')[0]?.outcome).toBe('failed');
});

test('cash that the venue does not tell is not enough, and the books are not sure', () => {
  expect(cash('10', null)).toEqual([
    { name: 'cash', outcome: 'failed', said: 'unknown USDC, at least 10' },
    { name: 'books', outcome: 'warning', said: 'the ledger has 10.00 USD, the venue unknown USDC' },
  ]);
});

test.each([
  ['1000.01', 'ok'],
  ['999.99', 'ok'],
  ['1000.02', 'warning'],
  ['999.98', 'warning'],
  ['1000.0105', 'warning'],
])('books of 1,000 USD beside %s at the venue: %s', (atVenue, outcome) => {
  expect(cash('1000', atVenue)[1]?.outcome).toBe(outcome);
});

test('where the smallest position cannot be read, no cash is enough', () => {
  const unread = facts({ policies: without('trade_limits') });
  const [enough] = cashChecks(unread, { books: ZERO, venue: new Decimal(1e12), unit: 'USDC' });
  expect(enough?.outcome).toBe('failed');
});
