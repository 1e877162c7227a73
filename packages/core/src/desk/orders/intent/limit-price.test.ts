import { expect, test } from 'vitest';
import { Decimal } from '../../../kernel/money/index.ts';
import { limitPriceOf, patienceMs } from './limit-price.ts';

const CALL = 'AAPL261218C00240000';

test.each([
  ['buy', '4', '4.2'],
  ['buy', '2.95', '3.1'],
  ['buy', '1.14', '1.2'],
  ['buy', '0.12', '0.15'],
  ['buy', '0.03', '0.04'],
  ['sell', '4', '3.6'],
  ['sell', '3.2', '2.85'],
  ['sell', '1.14', '1'],
  ['sell', '0.04', '0.03'],
  ['sell', '0.01', '0.01'],
] as const)('an option: %s at %s means a limit of %s', (side, price, limit) => {
  expect(limitPriceOf({ contract: CALL, side, purpose: 'signal', refPrice: new Decimal(price) }, 0)?.toFixed()).toBe(
    limit,
  );
});

test('a share is traded at the market', () => {
  expect(
    limitPriceOf({ contract: 'AAPL', side: 'sell', purpose: 'stop_loss', refPrice: new Decimal(200) }, 0),
  ).toBeNull();
});

test.each([
  [1, '4', '3'],
  [2, '4', '2'],
  [9, '4', '2'],
  [2, '0.09', '0.05'],
  [2, '0.04', '0.02'],
])('a sale after %i that nobody paid asks less for what is worth %s: %s', (unpaid, price, limit) => {
  const sale = { contract: CALL, side: 'sell', purpose: 'stop_loss', refPrice: new Decimal(price) } as const;
  expect(limitPriceOf(sale, unpaid)?.toFixed()).toBe(limit);
});

test.each([
  ['4', '0.05'],
  ['0.5', '0.05'],
  ['0.04', '0.01'],
])('what is sold because it expires takes whatever is bid for what was worth %s', (price, limit) => {
  const sale = { contract: CALL, side: 'sell', purpose: 'expiry', refPrice: new Decimal(price) } as const;
  expect(limitPriceOf(sale, 0)?.toFixed()).toBe(limit);
});

test.each([
  ['3.6', 10_000],
  ['3', 10_000],
  ['2', 60_000],
  ['0.05', null],
])('a sale at %s of what was worth 4 works for %s ms', (limit, ms) => {
  expect(patienceMs(new Decimal(limit), new Decimal(4))).toBe(ms);
});

const limitOf = (side: 'buy' | 'sell', price: string, unpaid = 0) =>
  limitPriceOf({ contract: CALL, side, purpose: 'signal', refPrice: new Decimal(price) }, unpaid)?.toFixed();

test('a purchase pays 3 % more at the most, on the step above', () => {
  // 100 x 1.03
  expect(limitOf('buy', '100')).toBe('103');
  expect(limitOf('buy', '100.1')).toBe('103.2');
});

test('a step of five cents begins at five cents, one of ten at three dollars', () => {
  expect(limitOf('buy', '0.0485')).toBe('0.05');
  expect(limitOf('buy', '2.9126')).toBe('3');
  expect(limitOf('buy', '2.95')).toBe('3.1');
});

test.each([
  ['3', '0.05'],
  ['2.99', '0.05'],
  ['0.05', '0.05'],
  ['0.049', '0.01'],
])('the least that is asked for what was worth %s is %s', (price, least) => {
  const sale = { contract: CALL, side: 'sell', purpose: 'expiry', refPrice: new Decimal(price) } as const;
  expect(limitPriceOf(sale, 0)?.toFixed()).toBe(least);
});

test('a sale that asks more than 60 % of what it was worth is soon taken back, one of just that is not', () => {
  expect(patienceMs(new Decimal('2.41'), new Decimal(4))).toBe(10_000);
  expect(patienceMs(new Decimal('2.4'), new Decimal(4))).toBe(60_000);
});
