import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal } from '../../kernel/money/index.ts';
import { fitSize, plannedSizeUsd, riskFraction } from './sizing.ts';

const usd = (value: number) => new Decimal(value);
const size = (confidence: number, stopLoss: number) =>
  plannedSizeUsd({ confidence, equityUsd: usd(1000), price: usd(100), stopLoss: usd(stopLoss) });
const roomy = {
  maxPositionUsd: usd(60),
  singleRiskUsd: usd(20),
  portfolioRiskLeftUsd: usd(50),
  cashLeftUsd: usd(1000),
};

test('60 USD at a 30 % stop risks 18 USD', () => {
  expect(fitSize({ wantUsd: usd(60), price: usd(1), stopLoss: usd(0.7) }, roomy)).toMatchObject({
    sizeUsd: usd(60),
    riskUsd: usd(18),
    shrunkBy: [],
  });
});

test('with 14 USD of portfolio risk left, the third position at a 30 % stop is sized to 46.66 USD', () => {
  const fitted = fitSize(
    { wantUsd: usd(60), price: usd(1), stopLoss: usd(0.7) },
    { ...roomy, portfolioRiskLeftUsd: usd(14) },
  );
  expect(fitted?.sizeUsd.toFixed(2)).toBe('46.66');
  expect(fitted?.shrunkBy).toEqual(['max_portfolio_risk']);
});

test('a stop closer than 5 % counts as 5 %', () => {
  expect(riskFraction(usd(100), usd(99))?.toNumber()).toBe(0.05);
  expect(size(0.6, 99)?.toNumber()).toBe(100);
});

test('a stop at or above the price gives no size', () => {
  expect(fitSize({ wantUsd: usd(60), price: usd(1), stopLoss: usd(1) }, roomy)).toBeNull();
});

test('whatever the facts, size and risk stay within every limit and below the wish', () => {
  const amount = fc.integer({ min: 0, max: 1_000_000 }).map((cents) => new Decimal(cents).div(100));
  fc.assert(
    fc.property(
      fc.record({
        want: amount,
        most: amount,
        single: amount,
        portfolio: amount,
        cash: amount,
        stopPct: fc.integer({ min: 1, max: 99 }),
      }),
      ({ want, most, single, portfolio, cash, stopPct }) => {
        const limits = {
          maxPositionUsd: most,
          singleRiskUsd: single,
          portfolioRiskLeftUsd: portfolio,
          cashLeftUsd: cash,
        };
        const fitted = fitSize({ wantUsd: want, price: usd(100), stopLoss: usd(stopPct) }, limits);
        if (!fitted) return false;
        const { sizeUsd, riskUsd } = fitted;
        const cent = new Decimal('0.00000001');
        return (
          sizeUsd.lte(want) &&
          sizeUsd.lte(most) &&
          sizeUsd.lte(cash) &&
          riskUsd.lte(single.add(cent)) &&
          riskUsd.lte(portfolio.add(cent)) &&
          sizeUsd.gte(0)
        );
      },
    ),
  );
});

test('confidence and stop distance make the size', () => {
  expect(size(0.6, 90)?.toNumber()).toBe(50);
  expect(size(0.8, 90)?.toNumber()).toBe(75);
  expect(size(1, 90)?.toNumber()).toBe(100);
});

test('no stop below the price, no size', () => {
  expect(size(0.9, 100)).toBeNull();
});

test('more confidence never means less size, and risk stays at 1 % of equity', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, fc.integer({ min: 1, max: 99 }), (a, b, stop) => {
      const [less, more] = [size(Math.min(a, b), stop), size(Math.max(a, b), stop)];
      expect(more?.gte(less ?? 0)).toBe(true);
      expect(
        more
          ?.mul(100 - stop)
          .div(100)
          .lte(10),
      ).toBe(true);
    }),
  );
});

test.each([
  ['a price of zero', 0, -1],
  ['a price below zero', -2, -3],
  ['a stop of zero', 100, 0],
  ['a stop below zero', 100, -1],
  ['a stop at the price', 100, 100],
  ['a stop above the price', 100, 101],
])('%s leaves no fraction to risk', (_, price, stopLoss) => {
  expect(riskFraction(usd(price), usd(stopLoss))).toBeNull();
});

test('a stop at a cent of the price risks nearly all of it', () => {
  expect(riskFraction(usd(1), usd(0.01))?.toNumber()).toBe(0.99);
});

test('a confidence above 1 buys no more than certainty, one below 0 nothing', () => {
  expect(size(1.5, 90)?.toNumber()).toBe(100);
  expect(size(0.1, 90)?.toNumber()).toBe(0);
  expect(size(-1, 90)?.toNumber()).toBe(0);
});

test('a planned size is whole cents, rounded down', () => {
  // 1,000 x 1 % x 0.625 / 7 % = 89.2857...
  expect(size(0.7, 93)?.toFixed()).toBe('89.28');
});

test('the risk that is reserved is rounded up at the eighth place', () => {
  const fitted = fitSize({ wantUsd: usd(10), price: usd(3), stopLoss: usd(2) }, roomy);
  expect(fitted?.riskUsd.toFixed()).toBe('3.33333334');
});

test.each([
  ['max_position_size_usd', { maxPositionUsd: usd(30) }, 30],
  ['max_single_position_risk', { singleRiskUsd: usd(6) }, 20],
  ['max_portfolio_risk', { portfolioRiskLeftUsd: usd(3) }, 10],
  ['cash', { cashLeftUsd: usd(41) }, 41],
] as const)('the limit %s is named where it alone makes a purchase smaller', (name, limit, sizeUsd) => {
  const fitted = fitSize({ wantUsd: usd(60), price: usd(1), stopLoss: usd(0.7) }, { ...roomy, ...limit });
  expect(fitted).toMatchObject({ sizeUsd: usd(sizeUsd), shrunkBy: [name] });
});

test('a limit that is just what was wanted makes nothing smaller', () => {
  expect(fitSize({ wantUsd: usd(60), price: usd(1), stopLoss: usd(0.9) }, roomy)?.shrunkBy).toEqual([]);
});

test('less than nothing left is nothing', () => {
  const fitted = fitSize({ wantUsd: usd(60), price: usd(1), stopLoss: usd(0.9) }, { ...roomy, cashLeftUsd: usd(-5) });
  expect(fitted).toMatchObject({ sizeUsd: usd(0), riskUsd: usd(0), shrunkBy: ['cash'] });
});
