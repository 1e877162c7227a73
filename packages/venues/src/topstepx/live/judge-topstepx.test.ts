import { mayGoLive } from '@atc/core/desk/venue';
import { Decimal } from '@atc/core/kernel/money';
import { policySet } from '@atc/core/testing';
import { expect, test } from 'vitest';
import { judgeTopstepx, type TopstepxFacts } from './judge-topstepx.ts';

const MES = 'CON.F.US.MES.Z26';
const facts: TopstepxFacts = {
  account: { id: 'a', cashUsd: new Decimal(50_000), feesApartUsd: new Decimal(0) },
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
  universe: [MES],
  tradingState: 'active',
  openOrders: 0,
  openPositions: 0,
  unlisted: [],
  durable: { fsync: true, synchronousCommit: true },
  accountId: 465,
  gateway: { name: 'PRACTICE', balance: new Decimal(50_000), canTrade: true },
  months: [MES],
  priced: [MES],
  attended: true,
  brackets: false,
};
const outcomes = (changes: Partial<TopstepxFacts>, outcome: string) =>
  judgeTopstepx({ ...facts, ...changes }).flatMap((check) => (check.outcome === outcome ? [check.name] : []));

test('an account that lacks nothing may trade, and its rules are said in capitals', () => {
  expect(mayGoLive(judgeTopstepx(facts))).toBe(true);
  expect(outcomes({}, 'warning')).toEqual(['rules', 'stops']);
});

test('purchases that carry their stop need an account that is set so, which nobody can see from here', () => {
  expect(outcomes({ brackets: true }, 'warning')).toEqual(['rules', 'brackets', 'stops']);
});

test.each<[string, Partial<TopstepxFacts>, readonly string[]]>([
  ['an account that nobody confirms', { confirmed: undefined }, ['account']],
  ['a gateway that does not show the account', { gateway: null }, ['gateway', 'cash']],
  [
    'an account that may not trade',
    { gateway: { name: 'X', balance: new Decimal(9000), canTrade: false } },
    ['gateway'],
  ],
  ['nobody in front of it', { attended: false }, ['attended']],
])('%s forbids it', (_, changes, names) => {
  expect(outcomes(changes, 'failed')).toEqual(names);
});

test('what of stops rests at the venue, and what works only while the company runs, is said', () => {
  const stops = judgeTopstepx(facts).find(({ name }) => name === 'stops')?.said;
  expect(stops).toMatch(/^STOPS REST AT TOPSTEPX .* DOES NOT RUN\. TARGETS WORK AND STOPS TRAIL ONLY WHILE IT RUNS\.$/);
});

test('a universe of months that have rolled is said, and is taken up at the start', () => {
  expect(outcomes({ universe: ['CON.F.US.MES.U26'] }, 'warning')).toEqual(['contracts', 'rules', 'stops']);
});

test('an exchange that is closed is said and forbids nothing', () => {
  expect(outcomes({ priced: [] }, 'failed')).toEqual([]);
  expect(outcomes({ priced: [] }, 'warning')).toEqual(['prices', 'rules', 'stops']);
});

test('a month that is held and has no price forbids it until it is named, also where it could sell', () => {
  const rolled = 'CON.F.US.MES.U26';
  expect(outcomes({ openPositions: 1, unlisted: [rolled] }, 'failed')).toEqual(['held']);
  const held = judgeTopstepx({ ...facts, openPositions: 1, unlisted: [rolled] }).find(({ name }) => name === 'held');
  expect(held?.said).toContain(`${rolled} held without a price: name it in LIVE_SYMBOLS`);
});
