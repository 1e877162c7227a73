import { expect, test } from 'vitest';
import { Decimal, ZERO } from '../../kernel/money/index.ts';
import type { TradeSum } from './score.ts';
import { dayReturns, scoreTrades } from './trade-score.ts';

const span = {
  from: new Date('2025-02-03T18:00:00Z'),
  to: new Date('2025-02-05T06:00:00Z'),
  capitalUsd: new Decimal(1000),
};
/** Days since 1970 of the third of February. */
const FIRST = 20_122;

test('each day from the first to the last has a return over the capital, none where nothing closed', () => {
  const results = [
    { key: 'scout', day: FIRST, usd: 10 },
    { key: 'scout', day: FIRST + 2, usd: -5 },
  ];
  expect(dayReturns(span, results)).toEqual([0.01, 0, -0.005]);
});

test('what closed before the first day or after the last is left out', () => {
  const outside = [FIRST - 1, FIRST + 3].map((day) => ({ key: 'scout', day, usd: 99 }));
  expect(dayReturns(span, outside)).toEqual([0, 0, 0]);
});

test('a span that ends before it begins is one day', () => {
  expect(dayReturns({ ...span, to: new Date('2025-02-01T00:00:00Z') }, [])).toEqual([0]);
});

const sum = (changes: Partial<TradeSum> = {}): TradeSum => ({
  key: 'scout',
  name: 'SCOUT',
  trades: 30,
  open: 1,
  wins: 3,
  losses: 1,
  pnlUsd: new Decimal(20),
  unrealizedUsd: new Decimal(5),
  feesUsd: new Decimal(1),
  earnedUsd: new Decimal(30),
  lostUsd: new Decimal(10),
  heldSeconds: 64_800,
  contracts: ['BONK_USDT'],
  ...changes,
});
const days = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 0.02 : -0.01));
const score = (changes: Partial<TradeSum> = {}, returns: readonly number[] = days) =>
  scoreTrades(span, { sum: sum(changes), returns, buyAndHold: 0.04 });

test('figures are told as the books have them, with what holding would have returned', () => {
  expect(score()).toMatchObject({
    ...{ name: 'SCOUT', trades: 30, open: 1, wins: 3, losses: 1, buyAndHold: 0.04 },
    ...{ pnlUsd: new Decimal(20), unrealizedUsd: new Decimal(5), feesUsd: new Decimal(1) },
  });
});

test('the return is closed and open results over the capital', () => {
  expect(score().return).toBe(0.025);
});

test('winners and losers have a rate, a factor and an average', () => {
  expect(score()).toMatchObject({
    winRate: 0.75,
    profitFactor: 3,
    averageWinUsd: new Decimal(10),
    averageLossUsd: new Decimal(-10),
  });
  expect(score({ losses: 3 }).averageLossUsd?.toFixed()).toBe('-3.33333333');
  expect(score({ wins: 3, earnedUsd: new Decimal(10) }).averageWinUsd?.toFixed()).toBe('3.33333333');
});

test('without winners or losers there is no average', () => {
  expect(score({ wins: 0, losses: 0, earnedUsd: ZERO, lostUsd: ZERO })).toMatchObject({
    ...{ winRate: null, profitFactor: null, averageWinUsd: null, averageLossUsd: null },
  });
});

test('the time in the market is the part of the span that something was held, all of it at the most', () => {
  // Half of 36 hours are 18
  expect(score().timeInMarket).toBe(0.5);
  expect(score({ heldSeconds: 1e9 }).timeInMarket).toBe(1);
  const none = { ...span, to: span.from };
  expect(scoreTrades(none, { sum: sum(), returns: days, buyAndHold: null }).timeInMarket).toBe(0);
});

test('ratios are annualised with 365 days', () => {
  const deviation = Math.sqrt((20 * 0.015 ** 2) / 19);
  expect(score().sharpeRatio).toBeCloseTo((0.005 / deviation) * Math.sqrt(365), 9);
  expect(score().sortinoRatio).toBeCloseTo((0.005 / Math.sqrt(0.00005)) * Math.sqrt(365), 9);
});

test('a record of too few days or trades has no ratio, and says so', () => {
  const short = [score({}, days.slice(1)), score({ trades: 29 })];
  for (const one of short) expect(one).toMatchObject({ tooFew: true, sharpeRatio: null, sortinoRatio: null });
  expect(score().tooFew).toBe(false);
});

test('the deepest fall is that of the days', () => {
  expect(score({}, [0.1, -0.2, 0.05]).maxDrawdown).toBeCloseTo(-0.2, 12);
});
