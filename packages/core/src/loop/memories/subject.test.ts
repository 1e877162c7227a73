import { expect, test } from 'vitest';
import { quarterOf, subjectsOfPurchase } from './subject.ts';

test('a purchase is about its token, its source, the market, the hour and the day of the company', () => {
  const facts = {
    ...{ symbol: 'WIF', source: 'scanner:breakout', indicator: 'trend_1h', regime: 'falling' },
    at: new Date('2025-02-03T05:30:00Z'),
  };
  expect(subjectsOfPurchase({ ...facts, timeZone: 'America/Los_Angeles' })).toEqual([
    'token:WIF',
    'source:scanner:breakout',
    'indicator:trend_1h',
    'regime:falling',
    'hour:evening (18–24)',
    'weekday:Sun',
  ]);
});

test('what is not known is no subject', () => {
  const facts = { symbol: 'WIF', source: null, indicator: null, regime: null, at: new Date('2025-02-03T05:30:00Z') };
  expect(subjectsOfPurchase({ ...facts, timeZone: 'UTC' })).toEqual(['token:WIF', 'hour:night (0–6)', 'weekday:Mon']);
  expect(quarterOf(24)).toBeNull();
});
