import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../kernel/time/index.ts';
import type { Candle, FeedNews } from '../../market/index.ts';
import { scriptedMarket } from '../../testing/scripted-market.ts';
import { feedSilentSince, type HeldPrice, silentSince } from './silence.ts';

/** A Monday, ten in the morning in New York. */
const startsAt = new Date('2025-02-03T15:00:00Z');
const later = (ms: number) => new Date(startsAt.getTime() + ms);
const minutes = (count: number) => later(count * MINUTE_MS);
const market = scriptedMarket({ BONK_USDT: 2, WIF_USDT: 1 }, { startsAt });

const held = (changes: Partial<HeldPrice> = {}): HeldPrice => ({
  positionId: 'position',
  instrumentId: 'instrument',
  symbol: 'BONK',
  contract: 'BONK_USDT',
  venue: 'paper',
  assetClass: 'crypto',
  status: 'open',
  stopLoss: null,
  lastPrice: null,
  pricedAt: startsAt,
  stopRests: false,
  ...changes,
});

test('a recorded price is silent from its last bar on, once that is older than two', () => {
  expect(silentSince(held(), { market, now: minutes(2), news: null })).toBeNull();
  expect(silentSince(held(), { market, now: minutes(3), news: null })).toEqual(startsAt);
});

test('what the market does not list is silent since it was last priced', () => {
  const gone = held({ contract: 'GONE_USDT', pricedAt: minutes(-10) });
  expect(silentSince(gone, { market, now: startsAt, news: null })).toEqual(minutes(-10));
});

/** Hours of a week that trade from 9 to 16 o'clock, as many days as told, with a bar more on one evening. */
function officeHours(days: number, evening: number | null = null): readonly Candle[] {
  const bar = (day: number, hour: number): Candle => ({
    openAt: Date.UTC(2025, 0, 6 + day, hour),
    ...{ open: 1, high: 1, low: 1, close: 1, volume: 1 },
  });
  return Array.from({ length: days }, (_, day) => [
    ...[9, 10, 11, 12, 13, 14, 15].map((hour) => bar(day, hour)),
    ...(day === evening ? [bar(day, 18)] : []),
  ]).flat();
}
const spy = held({ contract: 'SPY', assetClass: 'equity' });
const silentAt = (history: readonly Candle[], now: number) =>
  silentSince(spy, {
    market: scriptedMarket({ SPY: 1 }, { startsAt, barMs: HOUR_MS, historyOf: () => history }),
    now: new Date(now),
    news: null,
  });

test('a contract that was silent at this hour of yesterday too has gone home', () => {
  expect(silentAt(officeHours(3), Date.UTC(2025, 0, 8, 20))).toBeNull();
});

test('a contract that traded at this hour of yesterday is silent', () => {
  expect(silentAt(officeHours(3, 1), Date.UTC(2025, 0, 8, 20))).toEqual(new Date(Date.UTC(2025, 0, 8, 16)));
});

test('a contract that has not spoken since yesterday is silent, unless it was so a week ago', () => {
  // Nothing on the fourth day: yesterday tells nothing, and a week ago there was no bar.
  expect(silentAt(officeHours(3), Date.UTC(2025, 0, 9, 20))).toEqual(new Date(Date.UTC(2025, 0, 8, 16)));
  expect(silentAt(officeHours(8), Date.UTC(2025, 0, 14, 20))).toBeNull();
});

test('a first day has no habit', () => {
  expect(silentAt(officeHours(1), Date.UTC(2025, 0, 6, 20))).toEqual(new Date(Date.UTC(2025, 0, 6, 16)));
});

const NOW_MS = 1_000_000;
const news = (seenMs: number | null, changes: Partial<FeedNews> = {}): FeedNews => ({
  openedMs: 0,
  nowMs: NOW_MS,
  fault: null,
  patienceMs: 30_000,
  seenMs: () => seenMs,
  ...changes,
});
const fresh = held({ pricedAt: later(-1000) });
const missing = (seen: FeedNews, position = fresh) => silentSince(position, { market, now: startsAt, news: seen });

test('a live price is missing once its contract was silent for longer than its patience', () => {
  expect(missing(news(NOW_MS - 30_000))).toBeNull();
  expect(missing(news(NOW_MS - 30_001))).toEqual(later(-1000));
});

test('a contract that was never seen is silent since the feed was opened', () => {
  expect(missing(news(null, { openedMs: NOW_MS - 30_000 }))).toBeNull();
  expect(missing(news(null, { openedMs: NOW_MS - 30_001 }))).toEqual(later(-1000));
});

test('a price that comes, and is not what the position is valued at a minute later, is missing', () => {
  expect(missing(news(NOW_MS), held({ pricedAt: later(-60_000) }))).toBeNull();
  expect(missing(news(NOW_MS), held({ pricedAt: later(-60_001) }))).toEqual(later(-60_001));
});

test('an old price is not held against a feed that was opened a moment ago', () => {
  expect(missing(news(NOW_MS, { openedMs: NOW_MS - 60_000 }), held({ pricedAt: minutes(-900) }))).toBeNull();
});

test('while its exchange is closed nothing is missing', () => {
  const share = { ...fresh, assetClass: 'equity' as const };
  const asleep = { market, now: new Date('2025-02-03T04:00:00Z'), news: news(null) };
  expect(silentSince(share, asleep)).toBeNull();
  expect(silentSince({ ...share, assetClass: 'crypto' }, asleep)).not.toBeNull();
});

const feedAt = (seen: FeedNews, holds: readonly HeldPrice[] = [fresh]) =>
  feedSilentSince(holds, { market, now: startsAt, news: seen });

test.each<readonly [string, number, string | null, readonly HeldPrice[]]>([
  ['nothing is held: a minute', 60_000, null, []],
  ['something is held: its patience', 30_000, null, [fresh]],
  ['its looks fail: twelve seconds', 12_000, 'no answer', [fresh]],
  ['its looks fail and nothing is held: a minute', 60_000, 'no answer', []],
])('a feed may be silent for so long where %s', (_, ...[ms, fault, holds]) => {
  expect(feedAt(news(NOW_MS - ms, { fault }), holds)).toBeNull();
  expect(feedAt(news(NOW_MS - ms - 1, { fault }), holds)).toEqual(later(-ms - 1));
});

test('one contract that speaks is a feed that speaks, and before any did it counts from its opening', () => {
  const one = news(null, { seenMs: (contract) => (contract === 'WIF_USDT' ? NOW_MS : null) });
  expect(feedAt(one)).toBeNull();
  expect(feedAt(news(null, { openedMs: NOW_MS - 30_001 }))).toEqual(later(-30_001));
});

test('a recording is silent as a whole once every contract is, and only where something is held', () => {
  const looking = { market, now: minutes(3), news: null };
  expect(feedSilentSince([held()], looking)).toEqual(startsAt);
  expect(feedSilentSince([], looking)).toBeNull();
  expect(feedSilentSince([held()], { ...looking, now: minutes(2) })).toBeNull();
});

test('a recording in which another contract speaks is not silent as a whole', () => {
  const half = scriptedMarket({ BONK_USDT: 2, WIF_USDT: 1 }, { startsAt });
  for (let i = 0; i < 3; i += 1) half.append('WIF_USDT', { close: 1 });
  expect(feedSilentSince([held()], { market: half, now: minutes(3), news: null })).toBeNull();
});
