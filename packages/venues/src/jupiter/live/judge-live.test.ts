import { mayGoLive } from '@atc/core/desk/venue';
import { Decimal } from '@atc/core/kernel/money';
import { policySet } from '@atc/core/testing';
import { expect, test } from 'vitest';
import { judgeLive } from './judge-live.ts';
import type { LiveFacts, NodeFact } from './live-facts.ts';

const node: NodeFact = {
  host: 'one.example',
  local: false,
  genesis: '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d',
  height: 300_000_000n,
  slot: 322_000_000n,
};

const facts: LiveFacts = {
  account: { id: 'a', cashUsd: new Decimal('99.50'), feesApartUsd: new Decimal('0.50') },
  confirmed: 'a',
  policies: policySet({ live_trading: { enabled: true, first_order_usd: 10 } }),
  wallet: 'W',
  dailyUsd: 100,
  nodes: [node, { ...node, host: 'two.example', height: 300_000_001n }],
  lamports: 50_000_000n,
  cashUsd: new Decimal(100),
  universe: ['WIF_USDC'],
  priced: ['WIF_USDC'],
  quote: 66_000_000n,
  tradingState: 'active',
  openOrders: 0,
  openPositions: 0,
  unlisted: [],
  durable: { fsync: true, synchronousCommit: true },
};

const failed = (changes: Partial<LiveFacts>) =>
  judgeLive({ ...facts, ...changes }).flatMap(({ name, outcome }) => (outcome === 'failed' ? [name] : []));

test('a company that lacks nothing may trade real money', () => {
  expect(mayGoLive(judgeLive(facts))).toBe(true);
});

test('no checks at all forbid it', () => {
  expect(mayGoLive([])).toBe(false);
});

const { protections } = facts.policies.values;
const noDailyStop = protections && {
  protections: { ...protections, daily_loss_limit: { ...protections.daily_loss_limit, enabled: false } },
};

test.each<[string, Partial<LiveFacts>, string]>([
  ['an account that nobody confirms', { confirmed: undefined }, 'account'],
  ['one node', { nodes: [node] }, 'nodes'],
  ['two nodes of one provider', { nodes: [node, node] }, 'nodes'],
  ['a node of another network', { nodes: [node, { ...node, host: 'two.example', genesis: 'devnet' }] }, 'nodes'],
  ['a node that is silent', { nodes: [node, { ...node, host: 'two.example', genesis: null }] }, 'nodes'],
  [
    'nodes that are far apart',
    { nodes: [node, { ...node, host: 'two.example', height: 300_001_000n, slot: 323_000_000n }] },
    'heights',
  ],
  [
    'a node that gives its slot for its height',
    { nodes: [node, { ...node, host: 'two.example', slot: 300_000_000n }] },
    'heights',
  ],
  ['too little SOL for fees', { lamports: 19_999_999n }, 'fees'],
  ['a balance that nobody tells', { lamports: null }, 'fees'],
  ['too little USDC', { cashUsd: new Decimal(9) }, 'cash'],
  ['a signer that may not spend a smallest position', { dailyUsd: 5 }, 'daily limit'],
  ['no price of any token', { priced: [] }, 'prices'],
  ['no quote', { quote: null }, 'quotes'],
  ['an unknown trading state', { tradingState: null }, 'state'],
  ['a database that may forget', { durable: { fsync: true, synchronousCommit: false } }, 'durability'],
  ['no daily loss stop', { policies: policySet({ ...noDailyStop }) }, 'daily loss'],
])('%s forbids it', (_, changes, name) => {
  expect(failed(changes)).toEqual([name]);
});

test('a company that holds something starts whatever is wrong, so that it can sell, but not on another account', () => {
  const wrong = { openPositions: 1, quote: null, lamports: null };
  expect(failed(wrong)).toEqual([]);
  expect(failed({ ...wrong, confirmed: 'b' })).toEqual(['account']);
});

test('a difference between ledger and wallet is said, not hidden', () => {
  const books = judgeLive({ ...facts, cashUsd: new Decimal(90) }).find(({ name }) => name === 'books');
  expect(books).toMatchObject({ outcome: 'warning', said: 'the ledger has 100.00 USD, the venue 90.00 USDC' });
});

test.each([
  ['any', 'warning'],
  ['promoted', 'ok'],
] as const)('that %s finder may buy is said before real money is traded: %s', (entries, outcome) => {
  const strategy_policy = { entries, trials_per_week: 200, tests_per_day: 2, probation_share: 0.25, probe_usd: 20 };
  const checks = judgeLive({ ...facts, policies: policySet({ strategy_policy }) });
  expect(checks.find(({ name }) => name === 'entries')).toMatchObject({ outcome });
});
