import { expect, test } from 'vitest';
import { MINUTE_MS } from '../kernel/time/index.ts';
import { scriptedMarket } from '../testing/scripted-market.ts';
import { freshForMs, freshPrice, isStale, lastPrice, tickOf } from './fresh-price.ts';

const startsAt = new Date('2025-02-03T15:00:00Z');
const later = (ms: number) => new Date(startsAt.getTime() + ms);
const market = scriptedMarket({ BONK_USDT: 2 }, { startsAt, barMs: 5 * MINUTE_MS });

test('a price is fresh for two bars', () => {
  expect(freshForMs(market)).toBe(10 * MINUTE_MS);
  expect(isStale(market, startsAt, later(10 * MINUTE_MS))).toBe(false);
  expect(isStale(market, startsAt, later(10 * MINUTE_MS + 1))).toBe(true);
});

test('a price from after now is not stale', () => {
  expect(isStale(market, later(MINUTE_MS), startsAt)).toBe(false);
});

test('the last price is told however old, the fresh one only while it is', () => {
  const old = later(11 * MINUTE_MS);
  expect(lastPrice(market, 'BONK_USDT', old)).toEqual({ price: 2, at: startsAt });
  expect(freshPrice(market, 'BONK_USDT', later(10 * MINUTE_MS))).toBe(2);
  expect(freshPrice(market, 'BONK_USDT', old)).toBeNull();
});

test('before the first bar there is no price', () => {
  expect(lastPrice(market, 'BONK_USDT', new Date(0))).toBeNull();
  expect(freshPrice(market, 'BONK_USDT', new Date(0))).toBeNull();
});

test('what the market does not list has no price, and no tick', () => {
  expect(lastPrice(market, 'WIF_USDT', startsAt)).toBeNull();
  expect(freshPrice(market, 'WIF_USDT', startsAt)).toBeNull();
  expect(() => tickOf(market, 'WIF_USDT')).toThrow('the market does not list WIF_USDT');
});

test('the tick is that of the contract asked for', () => {
  const two = {
    contracts: () => [
      { ...(market.contracts()[0] as ReturnType<typeof market.contracts>[0]), contract: 'WIF_USDT', tick: '0.5' },
      ...market.contracts(),
    ],
  };
  expect(tickOf(two, 'WIF_USDT')).toBe('0.5');
  expect(tickOf(two, 'BONK_USDT')).toBe('0.00000001');
});
