import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placesOf, precisionOf } from './precision.ts';

test.each([
  ['Bitcoin', 99_000, { decimals: 8, tick: '0.01', minQuantity: '0.00000001' }],
  ['a token of 215 USD', 215, { decimals: 6, tick: '0.01', minQuantity: '0.000001' }],
  ['a token of 1.95 USD', 1.95, { decimals: 4, tick: '0.0001', minQuantity: '0.0001' }],
  ['a token of 3.6 cents', 0.036, { decimals: 2, tick: '0.000001', minQuantity: '0.01' }],
  ['a meme coin', 0.0000335, { decimals: 0, tick: '0.000000001', minQuantity: '1' }],
  ['what costs a million', 1e6, { decimals: 9, tick: '0.01', minQuantity: '0.000000001' }],
])('%s is traded in steps that suit its price', (_, price, precision) => {
  expect(precisionOf({ low: price, high: price })).toEqual(precision);
});

test('of a range the lowest price makes the tick, the highest the quantity', () => {
  expect(precisionOf({ low: 0.036, high: 215 })).toEqual({ decimals: 6, tick: '0.000001', minQuantity: '0.000001' });
});

test('a tick has twelve places at the most', () => {
  expect([placesOf(1e-8), placesOf(1e-9), placesOf(1e-15)]).toEqual([12, 12, 12]);
});

test('a tick is at most a ten-thousandth of any price that a tick can be of, and a lot worth less than a cent', () => {
  fc.assert(
    fc.property(fc.double({ min: -8, max: 5.99, noNaN: true }), (exponent) => {
      const price = 10 ** exponent;
      const { tick, minQuantity } = precisionOf({ low: price, high: price });
      expect(Number(tick) / price).toBeLessThanOrEqual(1.000001e-4);
      expect(Number(minQuantity) * price).toBeLessThan(0.01);
    }),
  );
});
