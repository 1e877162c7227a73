import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal } from '../../kernel/money/index.ts';
import { partToSell } from './part.ts';

const part = (held: string, lot: string, fraction: number) =>
  partToSell({ held: new Decimal(held), lot: new Decimal(lot), fraction });

test('5 % of 17 whole units is less than one, and nothing of it is sold', () => {
  expect(part('17', '1', 0.05)).toEqual({
    refused: '5 % of 17 is 0.85, less than the smallest quantity of 1: nothing is sold',
  });
});

test('a part that would be rounded away is refused with every digit', () => {
  expect(part('0.016773', '0.0000001', 1e-10)).toEqual({
    refused:
      '0.00000001 % of 0.016773 is 0.0000000000016773, less than the smallest quantity of 0.0000001: nothing is sold',
  });
});

test.each([
  ['17', '1', 0.5, '8'],
  ['15', '5', 0.5, '5'],
  ['300', '100', 0.99, '200'],
  ['0.3', '0.00001', 0.3333333, '0.09999'],
  ['17', '1', 1, '17'],
  ['0.7', '1', 1, '0.7'],
] as const)('of %s in lots of %s the part %d sells %s', (...[held, lot, fraction, sold]) => {
  expect(part(held, lot, fraction)).toEqual({ quantity: new Decimal(sold) });
});

test('whatever is held, a part is whole lots and never more than was asked', () => {
  const lot = fc.constantFrom('1', '5', '100', '0.2', '0.000001');
  const fraction = fc.double({ min: 0.0001, max: 0.9999, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), lot, fraction, (lots, size, share) => {
      const held = new Decimal(size).mul(lots);
      const sale = partToSell({ held, lot: new Decimal(size), fraction: share });
      if ('refused' in sale) return held.mul(share).lt(size);
      return sale.quantity.mod(size).isZero() && sale.quantity.gt(0) && sale.quantity.lte(held.mul(share));
    }),
  );
});
