import { expect, test } from 'vitest';
import { Decimal } from '../../kernel/money/index.ts';
import { sayMinutes, sayPct, sayPrice, sayQuantity, sayUsd } from './wording.ts';

test.each([
  ['41200', '41,200'],
  ['1234567.89', '1,234,568'],
  ['12.3456', '12.346'],
  ['0.12345678', '0.123457'],
])('a quantity of %s reads %s', (quantity, said) => {
  expect(sayQuantity(new Decimal(quantity))).toBe(said);
});

test.each([
  ['0.0000243149', '0.00002431'],
  ['1.53214', '1.5321'],
  ['203.41', '203.41'],
  ['97345.678', '97345.68'],
])('a price of %s reads %s, never with an exponent', (price, said) => {
  expect(sayPrice(new Decimal(price))).toBe(said);
});

test('money and percentages carry a real minus sign', () => {
  expect(sayUsd(new Decimal('-2.314'))).toBe('−2.31 USD');
  expect(sayPct(-0.0591)).toBe('−5.9 %');
  expect(sayPct(0.112)).toBe('+11.2 %');
});

test('a hold time reads in the unit that fits it', () => {
  expect([42, 150, 4320].map(sayMinutes)).toEqual(['42 minutes', '2.5 hours', '3.0 days']);
});
