import { expect, test } from 'vitest';
import { defaultPolicies } from '../../company/policies/index.ts';
import { Decimal } from '../../kernel/money/index.ts';
import { policySet } from '../../testing/gate-facts.ts';
import { type RiskFacts, reassess } from './reassessment.ts';

const facts: RiskFacts = {
  approvedUsd: new Decimal(60),
  stopLoss: new Decimal('0.8'),
  price: 1,
  equityUsd: new Decimal(1000),
  cashUsd: new Decimal(1000),
  correlated: null,
  policies: policySet(),
};
const twin = { symbol: 'WIF', r: 0.9 };

test.each<[string, Partial<RiskFacts>, number]>([
  ['stays as it was', {}, 60],
  ['is halved beside a token that moves alike', { correlated: twin }, 30],
  ['is what equity may risk', { equityUsd: new Decimal(500) }, 50],
  ['is what cash there is', { cashUsd: new Decimal(41) }, 41],
  ['is never more than was approved', { approvedUsd: new Decimal(12), equityUsd: new Decimal(90_000) }, 12],
])('an approved size %s', (_, changes, sizeUsd) => {
  expect(reassess({ ...facts, ...changes })).toMatchObject({
    sizeUsd: new Decimal(sizeUsd),
    riskUsd: new Decimal(sizeUsd).mul('0.2'),
    correlated: changes.correlated ?? null,
  });
});

test.each<[string, Partial<RiskFacts>]>([
  ['the price 0.8 has fallen to the stop 0.8', { price: 0.8 }],
  ['the size left is 9.00 USD, below the minimum of 10.00 USD', { cashUsd: new Decimal(9) }],
  ['the size left is 9.00 USD, below the minimum of 10.00 USD', { approvedUsd: new Decimal(18), correlated: twin }],
])('nothing is bought where %s', (refused, changes) => {
  expect(reassess({ ...facts, ...changes })).toEqual({ refused });
});

test('what is left at just the minimum is bought', () => {
  expect(reassess({ ...facts, cashUsd: new Decimal(10) })).toMatchObject({ sizeUsd: new Decimal(10) });
});

test('5 % of equity is the most that the stop may lose, whatever one position may', () => {
  const risk = { ...defaultPolicies.risk_controls, max_single_position_risk: 0.5 };
  const small = { ...facts, equityUsd: new Decimal(100), policies: policySet({ risk_controls: risk }) };
  // 100 x 5 % over a stop of 20 %
  expect(reassess(small)).toMatchObject({ sizeUsd: new Decimal(25), riskUsd: new Decimal(5) });
});
