import { expect, test } from 'vitest';
import { listedOption, readOptions } from './options.ts';

const CALL = 'AAPL261218C00240000';
const AT = 1_787_935_300_000;
const told = {
  symbol: CALL,
  price: '1.14',
  bid: '1.10',
  ask: '1.20',
  volume: '656',
  quote_time: AT - 4000,
  delta: '0.1',
};
const prices = (...said: readonly unknown[]) =>
  readOptions([CALL], { said, at: AT }, new Map()).map(({ contract, price }) => [contract, price]);

test('the price of an option is the middle of what is bid and asked', () => {
  expect(prices(told)).toEqual([[CALL, (1.1 + 1.2) / 2]]);
});

test('of a cheap option bid and ask may lie far apart', () => {
  expect(prices({ ...told, bid: '0.02', ask: '0.10' })).toEqual([[CALL, 0.060000000000000005]]);
});

test('times as text and numbers with an exponent are read', () => {
  expect(prices({ ...told, quote_time: String(AT), bid: '1.0E-2', ask: '3.0E-2' })).toEqual([[CALL, 0.02]]);
});

test.each([
  ['a quote of more than a minute ago', { ...told, quote_time: AT - 60_001 }],
  ['nobody who bids', { ...told, bid: '0' }],
  ['an opening quote from five cents to five dollars', { ...told, bid: '0.05', ask: '5.00' }],
  ['an empty bid', { ...told, bid: '' }],
  ['sides that cross', { ...told, bid: '1.21' }],
  ['no time', { ...told, quote_time: null }],
  ['another option', { ...told, symbol: 'AAPL261218C00250000' }],
  ['nothing', null],
])('%s is no price', (_, entry) => {
  expect(prices(entry)).toEqual([]);
});

test('what was traded is worth a hundred shares a contract', () => {
  const volumes = new Map();
  readOptions([CALL], { said: [told], at: AT }, volumes);
  const [tick] = readOptions([CALL], { said: [{ ...told, volume: '660' }], at: AT + 2000 }, volumes);
  expect(tick?.turnoverUsd).toBeCloseTo(4 * 100 * 1.15, 6);
});

test('an option is counted in shares, a hundred at a time', () => {
  expect(listedOption(CALL, new Date(0))).toMatchObject({ contract: CALL, decimals: 0, minQuantity: '100' });
});
