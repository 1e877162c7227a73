import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sayChange, sayPrice, sayQuantity, sayR, sayResult, sayShare, sayUsd, toneOf } from './money.ts';

test.each([
  ['1005.241', '$1,005.24'],
  ['-2.09', '−$2.09'],
  ['99999.99', '$99,999.99'],
  ['100000', '$100 K'],
  ['586376628.52', '$586 M'],
  ['4164878036.86', '$4.16 B'],
  ['-0.001', '$0.00'],
  [0, '$0.00'],
])('an amount of %s reads %s', (amount, said) => {
  expect(sayUsd(amount)).toBe(said);
});

test.each([
  ['5.77', '+$5.77', 'won'],
  ['-2.09', '−$2.09', 'lost'],
  ['-0.004', '$0.00', 'even'],
])('a result of %s reads %s and is %s', (amount, said, tone) => {
  expect([sayResult(amount), toneOf(amount)]).toEqual([said, tone]);
});

test('no amount of less than a thousand billion takes more than eleven characters', () => {
  fc.assert(fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (amount) => sayUsd(amount).length <= 11));
});

test.each([
  ['95438.2', '95,438.20'],
  ['203.41', '203.41'],
  ['1.50604', '1.506'],
  ['0.00001779', '0.00001779'],
  ['0.4188', '0.4188'],
  ['0', '0'],
])('a price of %s reads %s, never with an exponent', (price, said) => {
  expect(sayPrice(price)).toBe(said);
});

test.each([
  ['3367529', '3,367,529'],
  ['12.598', '12.598'],
  ['0.016365', '0.016365'],
  ['0.0001728', '0.0001728'],
])('a quantity of %s reads %s', (quantity, said) => {
  expect(sayQuantity(quantity)).toBe(said);
});

test.each([
  [-0.035, '−3.5 %', '−3.5 %'],
  [0.035, '3.5 %', '+3.5 %'],
  [0.0001, '< 0.1 %', '< 0.1 %'],
  [0, '0.0 %', '0.0 %'],
])('a share of %d reads %s, and %s as a change', (share, said, change) => {
  expect([sayShare(share), sayChange(share)]).toEqual([said, change]);
});

test('a result in units of its risk has its sign', () => {
  expect([sayR(-0.7), sayR(1.25)]).toEqual(['−0.70 R', '+1.25 R']);
});
