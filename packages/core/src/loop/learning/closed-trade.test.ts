import { expect, test } from 'vitest';
import { type ClosedTrade, dimensions, groupOf } from './closed-trade.ts';

const trade = (changes: Partial<ClosedTrade> = {}): ClosedTrade => ({
  tradeId: 'trade',
  symbol: 'BONK',
  pnlPct: 0.1,
  pnlUsd: 5,
  outcome: 'win',
  exitReason: 'take_profit',
  holdHours: 2,
  openHour: 9,
  source: 'scanner:breakout',
  indicator: 'trend_1h',
  stopPct: -0.1,
  ...changes,
});

test.each([
  [0, 'under an hour'],
  [0.99, 'under an hour'],
  [1, '1 to 4 hours'],
  [3.99, '1 to 4 hours'],
  [4, '4 to 12 hours'],
  [11.99, '4 to 12 hours'],
  [12, '12 to 24 hours'],
  [23.99, '12 to 24 hours'],
  [24, 'over a day'],
  [999, 'over a day'],
])('a trade that was held for %d hours was held %s', (holdHours, group) => {
  expect(groupOf(trade({ holdHours }), 'hold')).toBe(group);
});

test.each([
  [0, 'night (0–6)'],
  [5, 'night (0–6)'],
  [6, 'morning (6–12)'],
  [11, 'morning (6–12)'],
  [12, 'afternoon (12–18)'],
  [18, 'evening (18–24)'],
  [23, 'evening (18–24)'],
])('a trade that was opened at %d o’clock was opened in the %s', (openHour, group) => {
  expect(groupOf(trade({ openHour }), 'hour')).toBe(group);
});

test('trades are told apart by source and indicator as they are, and not where nothing is known', () => {
  expect(groupOf(trade(), 'source')).toBe('scanner:breakout');
  expect(groupOf(trade(), 'indicator')).toBe('trend_1h');
  expect(groupOf(trade({ source: null }), 'source')).toBeNull();
  expect(groupOf(trade({ indicator: null }), 'indicator')).toBeNull();
  expect(groupOf(trade({ openHour: 24 }), 'hour')).toBeNull();
});

test('every dimension tells a trade apart', () => {
  expect(dimensions.map((dimension) => groupOf(trade(), dimension))).not.toContain(null);
});
