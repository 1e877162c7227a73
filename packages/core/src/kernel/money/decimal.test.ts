import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal, floorQuantity, maxOf, minOf, plain, roundToTick, roundUsd } from './decimal.ts';

test.each([
  ['1.000000005', '1.00000001'],
  ['1.000000004999', '1'],
  ['-1.000000005', '-1.00000001'],
  ['0.1', '0.1'],
])('%s USD are posted as %s', (value, posted) => {
  expect(roundUsd(value).toFixed()).toBe(posted);
});

test.each([
  ['1.9999', 2, '1.99'],
  ['1.9999', 0, '1'],
  ['0.009', 2, '0'],
  ['5', 6, '5'],
])('a quantity of %s with %d places is %s: never more than there is', (value, decimals, quantity) => {
  expect(floorQuantity(value, decimals).toFixed()).toBe(quantity);
});

test.each([
  ['100.124', '0.25', '100.00'],
  ['100.125', '0.25', '100.25'],
  ['0.00002345', '0.0000001', '0.0000235'],
])('a price of %s on ticks of %s is %s', (price, tick, rounded) => {
  expect(roundToTick(price, tick).eq(rounded)).toBe(true);
});

test('a large meme-coin quantity times its price loses no digit', () => {
  const worth = new Decimal('123456789012345678.123456789').mul('0.000000000123456789');
  expect(worth.toFixed()).toBe('15241578.751714678779149520750190521');
});

test('sixty digits are kept, and no power of ten is written as one below the fortieth place', () => {
  expect(new Decimal(1).div(3).toFixed()).toBe(`0.${'3'.repeat(60)}`);
  expect(String(new Decimal('1e-39'))).toBe(`0.${'0'.repeat(38)}1`);
  expect(String(new Decimal('1e-40'))).toBe('1e-40');
  expect(String(new Decimal('1e59'))).toBe(`1${'0'.repeat(59)}`);
  expect(String(new Decimal('1e60'))).toBe('1e+60');
});

test('a figure is plain, exact or with so many places half up', () => {
  expect([plain('1e-7'), plain('2.5'), plain('2.345', 2), plain('2', 2)]).toEqual(['0.0000001', '2.5', '2.35', '2.00']);
});

test('of two amounts one is the smaller and the other the larger', () => {
  const amount = fc.integer().map((value) => new Decimal(value));
  fc.assert(
    fc.property(amount, amount, (a, b) => {
      expect(minOf(a, b).lte(maxOf(a, b))).toBe(true);
      expect(minOf(a, b).add(maxOf(a, b)).eq(a.add(b))).toBe(true);
    }),
  );
});
