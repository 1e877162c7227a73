import type { ModelAnswer } from '@atc/core/desk/brokers';
import { Decimal } from '@atc/core/kernel/money';
import { expect, test } from 'vitest';
import { onTerms } from './terms.ts';

/** A fill of 0.4995 at 100 with 10 bps of slippage and of fees. */
const answer = (side: 'buy' | 'sell'): ModelAnswer => ({
  status: 'filled',
  reason: null,
  fills: [
    {
      price: new Decimal(side === 'buy' ? '100.1' : '99.9'),
      quantity: new Decimal('0.4995'),
      usd: new Decimal('50'),
      feeUsd: new Decimal('0.05'),
      slippageBps: 10,
    },
  ],
});

test('a purchase at twice the costs spends the same, and gets less for it', () => {
  const [fill] = onTerms({ answer: answer('buy'), side: 'buy', decimals: 6, costs: 2, middle: null }).fills;
  expect(fill?.price.toNumber()).toBeCloseTo(100.2, 9);
  expect(fill?.slippageBps).toBe(20);
  expect(fill?.usd.add(fill.feeUsd).toNumber()).toBeCloseTo(50.05, 3);
  expect(fill?.feeUsd.div(fill.usd).toNumber()).toBeCloseTo(0.002, 6);
  expect(fill?.quantity.lt('0.4995')).toBe(true);
});

test('a sale at twice the costs gives the same, and gets less for it', () => {
  const [fill] = onTerms({ answer: answer('sell'), side: 'sell', decimals: 6, costs: 2, middle: null }).fills;
  expect(fill?.price.toNumber()).toBeCloseTo(99.8, 9);
  expect(fill?.quantity.toString()).toBe('0.4995');
});

test('a fill at the next bar has its price, and the same spread', () => {
  const on = { decimals: 6, costs: 1, middle: new Decimal(110) };
  expect(onTerms({ answer: answer('buy'), side: 'buy', ...on }).fills[0]?.price.toNumber()).toBeCloseTo(110.11, 9);
  expect(onTerms({ answer: answer('sell'), side: 'sell', ...on }).fills[0]?.price.toNumber()).toBeCloseTo(109.89, 9);
});
