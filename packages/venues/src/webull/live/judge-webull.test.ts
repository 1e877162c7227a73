import { mayGoLive } from '@atc/core/desk/venue';
import { Decimal } from '@atc/core/kernel/money';
import { policySet } from '@atc/core/testing';
import { expect, test } from 'vitest';
import { judgeWebull, type WebullFacts } from './judge-webull.ts';

const facts: WebullFacts = {
  account: { id: 'a', cashUsd: new Decimal(1000), feesApartUsd: new Decimal(0) },
  confirmed: 'a',
  policies: policySet({
    live_trading: { enabled: true, first_order_usd: 10 },
    strategy_policy: {
      entries: 'promoted',
      trials_per_week: 200,
      tests_per_day: 2,
      probation_share: 0.25,
      probe_usd: 20,
    },
  }),
  universe: ['NVDA', 'AAPL'],
  tradingState: 'active',
  openOrders: 0,
  openPositions: 0,
  unlisted: [],
  durable: { fsync: true, synchronousCommit: true },
  accountId: 'U1',
  silence: null,
  accounts: ['U1', 'U2'],
  cash: { cashUsd: new Decimal(1000), buyingPowerUsd: new Decimal(900) },
  priced: ['NVDA', 'AAPL'],
};
const outcomes = (changes: Partial<WebullFacts>, outcome: string) =>
  judgeWebull({ ...facts, ...changes }, 'equity').flatMap((check) => (check.outcome === outcome ? [check.name] : []));

test('an account that lacks nothing may trade', () => {
  expect(mayGoLive(judgeWebull(facts, 'equity'))).toBe(true);
  expect(outcomes({}, 'warning')).toEqual(['stops']);
});

test.each<[string, Partial<WebullFacts>, readonly string[]]>([
  ['an account that nobody confirms', { confirmed: 'b' }, ['account']],
  ['a token that is not confirmed', { silence: 'confirm it in the app' }, ['webull']],
  ['an account that the key does not show', { accounts: [] }, ['account id']],
  ['cash that is not told', { cash: null }, ['cash', 'buying power']],
  [
    'cash that is not settled',
    { cash: { cashUsd: new Decimal(1000), buyingPowerUsd: new Decimal(1) } },
    ['buying power'],
  ],
  ['prices that are not told', { priced: [] }, ['prices']],
])('%s forbids it', (_, changes, names) => {
  expect(outcomes(changes, 'failed')).toEqual(names);
});

test('what of stops rests at the venue, and what works only while the company runs, is said', () => {
  const stops = judgeWebull(facts, 'equity').find(({ name }) => name === 'stops')?.said;
  expect(stops).toMatch(
    /^STOPS OF WHOLE SHARES REST AT WEBULL .* DOES NOT RUN\. .*FRACTIONS OF A SHARE .* ONLY WHILE IT RUNS\.$/,
  );
});

test('a share that is not told is said', () => {
  expect(outcomes({ priced: ['NVDA'] }, 'warning')).toEqual(['prices', 'stops']);
});

test('of options it is said that no stop works while nobody runs the company, and what their last day brings', () => {
  const stops = judgeWebull(facts, 'option').find(({ name }) => name === 'stops')?.said;
  expect(stops).toMatch(/^STOPS OF OPTIONS WORK ONLY WHILE THIS COMPANY RUNS.* LAST DAY/);
});
