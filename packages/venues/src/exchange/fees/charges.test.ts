import { MINUTE_MS } from '@atc/core/kernel/time';
import { expect, test } from 'vitest';
import { type Minutes, minutes, trade } from '../adapter/wire.ts';
import { chargesOf, priceAt } from './charges.ts';

const PAIR = { base: 'SOL', quote: 'USDT' };

/** A trade of 100 dollars with a fee. */
const paid = (cost: string, currency: string) =>
  trade.parse({ order: '1', price: '100', amount: '1', cost: '100', timestamp: 1, fee: { cost, currency } });

const shown = ({ base, quote, apart }: ReturnType<typeof chargesOf>) => [
  base.toFixed(),
  quote.toFixed(),
  apart.map(({ coin, amount, tradedUsd }) => `${amount.toFixed()} ${coin} of ${tradedUsd.toFixed()}`),
];

test.each([
  ['a purchase keeps its fee from what it bought', 'buy', [paid('0.001', 'SOL')], ['0.001', '0', []]],
  ['a sale keeps its fee from what it brought', 'sell', [paid('0.1', 'USDT')], ['0', '0.1', []]],
  ['a fee in a third coin is paid apart', 'buy', [paid('0.0001', 'BNB')], ['0', '0', ['0.0001 BNB of 100']]],
  [
    'a sale that is charged in what it sells pays apart',
    'sell',
    [paid('0.001', 'SOL')],
    ['0', '0', ['0.001 SOL of 100']],
  ],
  [
    'an order may be charged in more than one coin: the third one ran out',
    'buy',
    [paid('0.0001', 'BNB'), paid('0.0002', 'BNB'), paid('0.001', 'SOL')],
    ['0.001', '0', ['0.0003 BNB of 200']],
  ],
  ['what is free is free', 'buy', [paid('0', 'BNB')], ['0', '0', []]],
] as const)('%s', (...[, side, trades, charged]) => {
  expect(shown(chargesOf(side, trades, PAIR))).toEqual(charged);
});

/** MINUTE_MSinutes that open and close at these prices, one after another from minute 10 on. */
const told = (...prices: readonly (readonly [number, number])[]): Minutes =>
  minutes.parse(prices.map(([open, close], i) => [(10 + i) * MINUTE_MS, open, open, open, close]));

test.each([
  ['within a minute that is told, its open', 11 * MINUTE_MS + 5, '2'],
  ['after the last minute that is told, its close', 13 * MINUTE_MS, '3'],
  ['at the first instant of a minute, its open', 10 * MINUTE_MS, '1'],
  ['before all that is told, nothing', 10 * MINUTE_MS - 1, null],
])('the price of a fee is, %s', (_, at, price) => {
  expect(priceAt(told([1, 2], [2, 3]), at)?.toFixed() ?? null).toBe(price);
});

test('where no minute is told there is no price', () => {
  expect(priceAt([], 10 * MINUTE_MS)).toBeNull();
});
