import type { OrderBody } from '@atc/core/desk/venue';
import { Decimal } from '@atc/core/kernel/money';
import { expect, test } from 'vitest';
import { mainNetRules } from '../adapter/context.ts';
import { planSwap, priceFault, roundTripFault, shieldFault } from './swap-plan.ts';

const cash = { mint: 'cash', decimals: 6 };
const token = { mint: 'token', decimals: 5 };
const facts = { cash, token, solUsd: new Decimal(200), hasAccount: true, rules: mainNetRules };
const buy = { side: 'buy', spendUsd: '50', quantity: null, refPrice: '0.5' } as OrderBody;
const sell = { ...buy, side: 'sell', spendUsd: null, quantity: '123456789012345.67891' } as OrderBody;

test('a purchase leaves room for the dearest fee and says the least that it must bring', () => {
  const plan = planSwap(buy, facts);
  // 0.001005 SOL at 200 USD.
  expect(plan).toMatchObject({ spend: cash, receive: token, amount: 49_799_000n, lamportsAtMost: 1_005_000n });
  expect(plan).toMatchObject({ atLeast: 9_661_006n });
});

test('a purchase that needs an account pays its rent too', () => {
  expect(planSwap(buy, { ...facts, hasAccount: false })).toMatchObject({ lamportsAtMost: 3_505_000n });
  expect(planSwap({ ...buy, spendUsd: '0.7' }, { ...facts, hasAccount: false })).toHaveProperty('refused');
});

test('a sale gives every base unit, beyond what a float could count, and goes through at any price', () => {
  expect(planSwap(sell, facts)).toMatchObject({ amount: 12_345_678_901_234_567_891n, atLeast: null });
});

test('a token is bought only near the price that Jupiter itself has of it', () => {
  expect(priceFault(new Decimal('1.03'), '1', 0.03)).toBeNull();
  expect(priceFault(new Decimal('0.96'), '1', 0.03)).toMatch(/−4.0 %/);
  expect(priceFault(null, '1', 0.03)).toMatch(/no reliable price/);
});

test.each([
  [[{ type: 'HAS_FREEZE_AUTHORITY', severity: 'warning' }], /FREEZE/],
  [[{ type: 'SOMETHING_NEW', severity: 'critical' }], /SOMETHING_NEW/],
])('a token with %j is not bought', (warnings, reason) => {
  expect(shieldFault(warnings)).toMatch(reason);
});

test('a token that is merely new may be bought, if it can be sold again', () => {
  expect(shieldFault([{ type: 'NEW_LISTING', severity: 'info' }])).toBeNull();
  expect(roundTripFault({ spent: 100n, back: 90n }, 0.1)).toBeNull();
  expect(roundTripFault({ spent: 100n, back: 89n }, 0.1)).toMatch(/11.0 %/);
});
