import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, dayBefore, dayOf, HOUR_MS, MINUTE_MS, startOfDay } from './index.ts';

test.each([
  {
    where: 'Asia/Kolkata, half an hour off',
    timeZone: 'Asia/Kolkata',
    at: '2025-01-06T14:47:12Z',
    start: '2025-01-05T18:30:00Z',
  },
  {
    where: 'Asia/Kolkata, a minute before midnight',
    timeZone: 'Asia/Kolkata',
    at: '2025-01-06T18:29:59.999Z',
    start: '2025-01-05T18:30:00Z',
  },
  {
    where: 'Asia/Kolkata, midnight itself',
    timeZone: 'Asia/Kolkata',
    at: '2025-01-06T18:30:00Z',
    start: '2025-01-06T18:30:00Z',
  },
  {
    where: 'Asia/Kathmandu, three quarters',
    timeZone: 'Asia/Kathmandu',
    at: '2025-01-06T14:47:12Z',
    start: '2025-01-05T18:15:00Z',
  },
  {
    where: 'Lord Howe in summer, 11 hours',
    timeZone: 'Australia/Lord_Howe',
    at: '2025-01-06T14:47:12Z',
    start: '2025-01-06T13:00:00Z',
  },
  {
    where: 'Lord Howe in winter, 10 ½ hours',
    timeZone: 'Australia/Lord_Howe',
    at: '2025-07-06T14:47:12Z',
    start: '2025-07-06T13:30:00Z',
  },
  {
    where: 'Lord Howe, a day of 23 ½ hours',
    timeZone: 'Australia/Lord_Howe',
    at: '2025-10-05T12:59:59Z',
    start: '2025-10-04T13:30:00Z',
  },
  {
    where: 'Lord Howe, a day of 24 ½ hours',
    timeZone: 'Australia/Lord_Howe',
    at: '2025-04-06T13:29:59Z',
    start: '2025-04-05T13:00:00Z',
  },
  {
    where: 'São Paulo, midnight left out',
    timeZone: 'America/Sao_Paulo',
    at: '2018-11-04T12:10:00Z',
    start: '2018-11-04T03:00:00Z',
  },
  {
    where: 'São Paulo, the day before that',
    timeZone: 'America/Sao_Paulo',
    at: '2018-11-04T02:59:59Z',
    start: '2018-11-03T03:00:00Z',
  },
  {
    where: 'São Paulo, an hour before midnight twice',
    timeZone: 'America/Sao_Paulo',
    at: '2018-02-18T02:30:00Z',
    start: '2018-02-17T02:00:00Z',
  },
  {
    where: 'New York in spring, a day of 23 hours',
    timeZone: 'America/New_York',
    at: '2025-03-10T03:59:59Z',
    start: '2025-03-09T05:00:00Z',
  },
  {
    where: 'New York, the day after that',
    timeZone: 'America/New_York',
    at: '2025-03-10T04:00:00Z',
    start: '2025-03-10T04:00:00Z',
  },
  {
    where: 'New York in autumn, a day of 25 hours',
    timeZone: 'America/New_York',
    at: '2025-11-03T04:59:59Z',
    start: '2025-11-02T04:00:00Z',
  },
  {
    where: 'New York, the day after that too',
    timeZone: 'America/New_York',
    at: '2025-11-03T05:10:00Z',
    start: '2025-11-03T05:00:00Z',
  },
  {
    where: 'Apia, which had no day before',
    timeZone: 'Pacific/Apia',
    at: '2011-12-30T15:00:00Z',
    start: '2011-12-30T10:00:00Z',
  },
  { where: 'the furthest west', timeZone: 'Etc/GMT+12', at: '2025-01-06T11:59:59Z', start: '2025-01-05T12:00:00Z' },
  {
    where: 'the furthest east',
    timeZone: 'Pacific/Kiritimati',
    at: '2025-01-06T09:59:59Z',
    start: '2025-01-05T10:00:00Z',
  },
])('the day begins: $where', ({ timeZone, at, start }) => {
  expect(startOfDay(new Date(at), timeZone)).toEqual(new Date(start));
});

test('everywhere, at every instant: its day has begun, and the millisecond before was of another', () => {
  const [from, to] = [Date.parse('2015-01-01'), Date.parse('2035-01-01')];
  fc.assert(
    fc.property(
      fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
      fc.integer({ min: from, max: to }),
      (timeZone, ms) => {
        const [instant, start] = [new Date(ms), startOfDay(new Date(ms), timeZone)];
        expect(start <= instant).toBe(true);
        expect(instant.getTime() - start.getTime()).toBeLessThan(DAY_MS + HOUR_MS + MINUTE_MS);
        expect(dayOf(start, timeZone)).toBe(dayOf(instant, timeZone));
        expect(dayOf(new Date(start.getTime() - 1), timeZone)).not.toBe(dayOf(instant, timeZone));
      },
    ),
  );
});

test('a day has one before it, across months and leap years', () => {
  expect(['2025-01-01', '2024-03-01', '2025-03-01', '2025-11-03'].map(dayBefore)).toEqual([
    '2024-12-31',
    '2024-02-29',
    '2025-02-28',
    '2025-11-02',
  ]);
});
