import { expect, test } from 'vitest';
import { Decimal } from '../../kernel/money/index.ts';
import { entryPriceFault } from './entry-price.ts';

const approved = {
  price: 100,
  since: new Decimal(100),
  stopLoss: new Decimal(90),
  target: new Decimal(120),
  maxDrift: 0.02,
};

test('an entry near its approved price may be sent', () => {
  expect(entryPriceFault(approved)).toBeNull();
  expect(entryPriceFault({ ...approved, price: 102 })).toBeNull();
});

test.each([
  ['without a fresh price', { price: null }, 'there is no fresh price'],
  ['after a rise', { price: 103 }, 'the price moved 3.00 % since approval, at most 2.00 %'],
  ['after a fall', { price: 97.5 }, 'the price moved 2.50 % since approval, at most 2.00 %'],
  ['at its stop', { price: 99, stopLoss: new Decimal(99) }, 'the stop 99 is not below the last price 99'],
  ['at its target', { price: 101, target: new Decimal(101) }, 'the target 101 is not above the last price 101'],
])('an entry is held back %s', (_, change, reason) => {
  expect(entryPriceFault({ ...approved, ...change })).toBe(reason);
});
