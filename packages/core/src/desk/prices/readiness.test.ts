import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import type { Market, PriceFeed } from '../../market/index.ts';
import { scriptedMarket } from '../../testing/scripted-market.ts';
import { judgePrices } from './readiness.ts';
import type { PriceFacts } from './store.ts';

const startsAt = new Date('2025-02-03T15:00:00Z');
const later = (minutes: number) => new Date(startsAt.getTime() + minutes * MINUTE_MS);
const played = scriptedMarket({ BONK_USDT: 2 }, { startsAt });
const feed: PriceFeed = {
  look: () => Promise.resolve(),
  catchUp: () => Promise.resolve(),
  news: () => ({ openedMs: 0, nowMs: 0, fault: null, patienceMs: 0, seenMs: () => null }),
  close: () => Promise.resolve(),
};
const live: Market = { ...played, feed };
const facts = (changes: Partial<PriceFacts> = {}): PriceFacts => ({
  held: 0,
  oldestAt: null,
  missing: 0,
  feedSilent: false,
  lastBarAt: null,
  ...changes,
});

test('what is held is fresh while its oldest price is not older than two bars', () => {
  const held = facts({ held: 2, oldestAt: startsAt });
  expect(judgePrices(held, played, later(2))).toEqual({ prices: 'fresh', unwatched: false });
  expect(judgePrices(held, played, later(3))).toEqual({ prices: 'stale', unwatched: false });
});

test('a price that was told to be missing makes what is held stale, and unwatched', () => {
  const held = facts({ held: 1, missing: 1, oldestAt: startsAt });
  expect(judgePrices(held, played, startsAt)).toEqual({ prices: 'stale', unwatched: true });
});

test('while something is held the feed is not asked', () => {
  expect(judgePrices(facts({ held: 1, feedSilent: true }), played, later(99)).prices).toBe('fresh');
});

test('where nothing is held a silent feed makes prices stale', () => {
  expect(judgePrices(facts({ feedSilent: true }), played, startsAt)).toEqual({ prices: 'stale', unwatched: false });
});

test('a recording is fresh for twice as long as a price', () => {
  expect(judgePrices(facts(), played, later(4)).prices).toBe('fresh');
  expect(judgePrices(facts(), played, later(5)).prices).toBe('stale');
});

test('before its first bar a recording has no prices', () => {
  expect(judgePrices(facts(), played, new Date(0))).toEqual({ prices: 'none', unwatched: false });
});

test('of several contracts the latest counts', () => {
  const two = scriptedMarket({ WIF_USDT: 1, BONK_USDT: 2 }, { startsAt });
  for (let i = 0; i < 5; i += 1) two.append('BONK_USDT', { close: 2 });
  expect(judgePrices(facts(), two, later(5)).prices).toBe('fresh');
});

test('of a live market the last stored bar counts, whatever the market says', () => {
  expect(judgePrices(facts(), live, startsAt).prices).toBe('none');
  expect(judgePrices(facts({ lastBarAt: startsAt }), live, later(4)).prices).toBe('fresh');
  expect(judgePrices(facts({ lastBarAt: startsAt }), live, later(5)).prices).toBe('stale');
});
