import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import { oldPricesOf } from './old-prices.ts';

const now = new Date('2025-02-03T15:00:00Z');
const before = (minutes: number) => new Date(now.getTime() - minutes * MINUTE_MS);
const market = { barMs: 5 * MINUTE_MS };

test('books that hold nothing rest on no price', () => {
  expect(oldPricesOf({ valuedAt: [] }, { market, now })).toEqual({ pricedAt: null, old: [] });
});

test('books rest on their oldest price, and what is older than two bars is named, the oldest first', () => {
  const [fresh, older, oldest] = [
    { symbol: 'SOL', at: before(10) },
    { symbol: 'WIF', at: before(11) },
    { symbol: 'BONK', at: before(600) },
  ];
  expect(oldPricesOf({ valuedAt: [fresh, older, oldest] }, { market, now })).toEqual({
    pricedAt: before(600),
    old: [oldest, older],
  });
});
