import { expect, test } from 'vitest';
import { Decimal } from '../../kernel/money/index.ts';
import { policySet } from '../../testing/gate-facts.ts';
import { type EntryFacts, sizeEntry } from './entry.ts';

const facts: EntryFacts = {
  price: new Decimal(1),
  tick: new Decimal('0.0001'),
  confidence: 0.95,
  equityUsd: new Decimal(1000),
  cashLeftUsd: new Decimal(1000),
  riskUsedUsd: new Decimal(0),
  heldUsd: new Decimal(0),
  firstLive: false,
  share: 1,
};

const sized = (changes: Partial<EntryFacts>, firstOrderUsd = 12) =>
  sizeEntry(
    { stopLoss: '0.9' },
    { ...facts, ...changes },
    policySet({ live_trading: { enabled: true, first_order_usd: firstOrderUsd } }),
  )?.sizeUsd.toNumber();

test('the first trade with real money is a small one', () => {
  expect(sized({ firstLive: true })).toBe(12);
  expect(sized({ firstLive: false })).toBeGreaterThan(12);
});

test('what the first trade has bought counts against its size', () => {
  expect(sized({ firstLive: true, heldUsd: new Decimal(10) })).toBe(2);
});

test('a first order larger than any position may be is no larger', () => {
  expect(sized({ firstLive: true }, 5000)).toBe(sized({}));
});

test('a strategy on probation buys a part of what it would buy', () => {
  const whole = sized({}) ?? 0;
  expect(sized({ share: 0.25 })).toBeCloseTo(whole / 4, 2);
});
