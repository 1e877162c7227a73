import { expect, test } from 'vitest';
import {
  sayAge,
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
  saySpan,
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

test.each([
  [999_999.99, '999,999.99 USD'],
  [999_999.995, '1.00 million USD'],
  [1e6, '1.00 million USD'],
  [999_994_999, '999.99 million USD'],
  [999_995_000, '1.00 billion USD'],
  [1_234.5e9, '1,234.50 billion USD'],
  [-0.004, '0.00 USD'],
  [-0.005, '−0.01 USD'],
])('%d reads %s', (usd, said) => {
  expect(sayUsd(usd)).toBe(said);
});

test.each([
  ['1000', '1,000'],
  ['999.9995', '1,000'],
  ['999.1234', '999.123'],
  ['1', '1'],
  ['0.9999999', '1'],
  ['-2.5', '-2.5'],
])('a quantity at the edge of its places, %s, reads %s', (quantity, said) => {
  expect(sayQuantity(quantity)).toBe(said);
});

test.each([
  [1000, '1000'],
  [1000.126, '1000.13'],
  [999.12345, '999.1235'],
  [1, '1'],
  [0.99999, '1'],
  [0.123456, '0.1235'],
])('a price at the edge of its places, %d, reads %s', (price, said) => {
  expect(sayPrice(price)).toBe(said);
});

test('nothing moved has the sign of a rise', () => {
  expect([sayPct(0), sayPct(-0.001), sayPct(0.001)]).toEqual(['+0.0 %', '−0.1 %', '+0.1 %']);
  expect([sayR(0), sayR(-0.5)]).toEqual(['+0.00 R', '−0.50 R']);
  expect([sayShare(-0.0001), sayShare(-0.001)]).toEqual(['0.0 %', '−0.1 %']);
});

test.each([
  [1, '1 minute'],
  [119.4, '119 minutes'],
  [120, '2.0 hours'],
  [2879, '48.0 hours'],
  [2880, '2.0 days'],
  [4320, '3.0 days'],
])('%d minutes of the past read %s', (minutes, said) => {
  expect(sayMinutes(minutes)).toBe(said);
});

test.each([
  [119, '119 minutes'],
  [120, '2 hours'],
  [2820, '47 hours'],
  [2880, '2 days'],
  [10_080, '7 days'],
])('%d minutes that somebody set read %s', (minutes, said) => {
  expect(saySpan(minutes)).toBe(said);
});

test.each([
  [-5000, '0 s'],
  [1499, '1 s'],
  [119_499, '119 s'],
  [119_500, '2 minutes'],
  [7_200_000, '2.0 hours'],
])('%d ms ago read %s', (ms, said) => {
  expect(sayAge(ms)).toBe(said);
});
