import { expect, test } from 'vitest';
import {
  sayBooked,
  sayBps,
  sayCount,
  sayDollars,
  sayMinutes,
  sayPct,
  sayPrice,
  sayQuantity,
  sayR,
  sayRatio,
  sayShare,
  sayUsd,
} from './figures.ts';

test.each([
  ['41200', '41,200'],
  ['1234567.89', '1,234,568'],
  ['12.3456', '12.346'],
  ['0.12345678', '0.123457'],
  ['0.00000012345', '0.000000123'],
  ['0', '0'],
])('a quantity of %s reads %s', (quantity, said) => {
  expect(sayQuantity(quantity)).toBe(said);
});

test.each([
  ['0.0000243149', '0.00002431'],
  ['1.53214', '1.5321'],
  ['203.41', '203.41'],
  ['97345.678', '97345.68'],
])('a price of %s reads %s, never with an exponent', (price, said) => {
  expect(sayPrice(price)).toBe(said);
});

test.each([
  ['-2.314', '−2.31 USD', '−$2.31'],
  ['1234.5', '1,234.50 USD', '$1,234.50'],
  ['999999.99', '999,999.99 USD', '$999,999.99'],
  ['999999.999', '1.00 million USD', '$1.00 million'],
  ['586376628.52', '586.38 million USD', '$586.38 million'],
  ['999999999', '1.00 billion USD', '$1.00 billion'],
  ['-1234567890123', '−1,234.57 billion USD', '−$1,234.57 billion'],
])('an amount of %s reads %s and %s', (usd, behind, before) => {
  expect([sayUsd(usd), sayDollars(usd)]).toEqual([behind, before]);
});

test('books are shown to the cent, whatever they come to', () => {
  expect(['586376628.524', '-3.5', '-0.001'].map(sayBooked)).toEqual(['$586,376,628.52', '−$3.50', '$0.00']);
});

test('percentages carry a real minus sign, and one of nothing carries none', () => {
  expect([sayPct(-0.0591), sayPct(0.112), sayPct(-12.5)]).toEqual(['−5.9 %', '+11.2 %', '−1,250.0 %']);
  expect([sayShare(0.0512), sayShare(-0.0512), sayShare(-0.0001), sayShare(0.836, 0)]).toEqual([
    '5.1 %',
    '−5.1 %',
    '0.0 %',
    '84 %',
  ]);
});

test('a hold time reads in the unit that fits it', () => {
  expect([1, 42, 150, 4320].map(sayMinutes)).toEqual(['1 minute', '42 minutes', '2.5 hours', '3.0 days']);
});

test('one is said in the singular, everything else in the plural', () => {
  expect([0, 1, 2, 12000].map((count) => sayCount(count, 'position'))).toEqual([
    '0 positions',
    '1 position',
    '2 positions',
    '12,000 positions',
  ]);
  expect(sayCount(2, 'analysis', 'analyses')).toBe('2 analyses');
});

test('other figures have their unit', () => {
  expect([sayR(-1.234), sayBps(41.6), sayRatio(-100.4567)]).toEqual(['−1.23 R', '42 bps', '−100.46']);
});
