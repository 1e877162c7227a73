import { expect, test } from 'vitest';
import { calendarOf, groupsOf } from './group.ts';

const trade = (closedAt: string, resultUsd: string, more: object = {}) => ({
  ...{ symbol: 'WIF', source: 'scan', endedBy: 'stop_loss', closedAt, resultUsd },
  outcome: Number(resultUsd) > 0 ? ('win' as const) : ('loss' as const),
  ...more,
});
const ZONE = 'America/Los_Angeles';

test('results by token are the best first, with how many were won', () => {
  const trades = [
    trade('2025-01-06T20:00:00Z', '-2'),
    trade('2025-01-06T21:00:00Z', '5', { symbol: 'BTC' }),
    trade('2025-01-07T21:00:00Z', '1'),
  ];
  expect(groupsOf(trades, 'token', ZONE)).toEqual([
    { key: 'BTC', trades: 1, wins: 1, resultUsd: 5 },
    { key: 'WIF', trades: 2, wins: 1, resultUsd: -1 },
  ]);
});

test('hours are those of the company, in their order', () => {
  const trades = [trade('2025-01-06T23:30:00Z', '9'), trade('2025-01-06T10:00:00Z', '1')];
  expect(groupsOf(trades, 'hour', ZONE).map(({ key }) => key)).toEqual(['02', '15']);
});

test('a calendar has whole weeks from Monday on, and days are those of the company', () => {
  // Sunday evening there, Monday in UTC; then a Wednesday.
  const weeks = calendarOf([trade('2025-01-13T05:00:00Z', '-2'), trade('2025-01-15T20:00:00Z', '3')], ZONE);
  expect(weeks).toHaveLength(2);
  expect(weeks.every((week) => week.length === 7)).toBe(true);
  expect(weeks[0]?.[6]).toEqual({ key: '2025-01-12', trades: 1, wins: 0, resultUsd: -2 });
  expect(weeks[1]?.[2]).toMatchObject({ key: '2025-01-15', resultUsd: 3 });
  expect(weeks.flat().filter((day) => day !== null)).toHaveLength(2);
  expect(calendarOf([], ZONE)).toEqual([]);
});
