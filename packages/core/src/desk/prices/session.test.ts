import { expect, test } from 'vitest';
import { isTraded } from './session.ts';

// New York lies five hours behind UTC in winter, four in summer.
test.each([
  ['a Monday in winter, 10:00', '2026-01-05T15:00:00Z', [true, true]],
  ['a Monday in summer, 10:00', '2026-07-06T14:00:00Z', [true, true]],
  ['five minutes after the bell', '2026-01-05T14:35:00Z', [false, true]],
  ['after the close', '2026-01-05T21:00:00Z', [false, true]],
  ['the hour in which futures rest', '2026-01-05T22:30:00Z', [false, false]],
  ['a Friday evening', '2026-01-10T00:30:00Z', [false, false]],
  ['a Saturday', '2026-01-10T15:00:00Z', [false, false]],
  ['a Sunday at noon', '2026-01-11T17:00:00Z', [false, false]],
  ['a Sunday evening', '2026-01-12T00:30:00Z', [false, true]],
  ['Christmas', '2026-12-25T15:00:00Z', [false, false]],
  ['the Friday before a Fourth of July that is a Saturday', '2026-07-03T15:00:00Z', [false, false]],
  ['Good Friday', '2026-04-03T15:00:00Z', [false, false]],
  ['a Friday in April that is not Good Friday', '2026-04-10T15:00:00Z', [true, true]],
  ['Thanksgiving', '2026-11-26T15:00:00Z', [false, false]],
  ['the afternoon of the day after it', '2026-11-27T19:00:00Z', [false, true]],
  ['Memorial Day', '2026-05-25T15:00:00Z', [false, false]],
  ['Labor Day', '2026-09-07T15:00:00Z', [false, false]],
  ['Martin Luther King’s day', '2026-01-19T15:00:00Z', [false, false]],
])('%s: whether shares and futures are surely traded', (_, at, traded) => {
  expect([isTraded('equity', new Date(at)), isTraded('future', new Date(at))]).toEqual(traded);
  expect(isTraded('option', new Date(at))).toBe(traded[0]);
  expect(isTraded('crypto', new Date(at))).toBe(true);
});

const noonOn = (day: string) => new Date(`${day}T17:00:00Z`);

test.each([
  ...['2000-04-21', '2008-03-21', '2016-03-25', '2019-04-19', '2024-03-29', '2025-04-18'],
  ...['2038-04-23', '2049-04-16', '2076-04-17', '2099-04-10', '1981-04-17', '1954-04-16', '2200-04-04'],
])('%s is Good Friday, and the Fridays around it are not', (day) => {
  const week = 7 * 86_400_000;
  const noon = noonOn(day);
  expect(isTraded('equity', noon)).toBe(false);
  expect([-week, week].map((ms) => isTraded('equity', new Date(noon.getTime() + ms)))).toEqual([true, true]);
});

test.each([
  ['New Year', '2025-01-01'],
  ['New Year on a Sunday, kept on Monday', '2023-01-02'],
  ['Martin Luther King’s day', '2025-01-20'],
  ['Washington’s birthday', '2025-02-17'],
  ['Memorial Day on the 25th', '2026-05-25'],
  ['Memorial Day on the 31st', '2027-05-31'],
  ['Juneteenth', '2025-06-19'],
  ['Juneteenth on a Saturday, kept on Friday', '2027-06-18'],
  ['Juneteenth on a Sunday, kept on Monday', '2022-06-20'],
  ['the Fourth of July', '2025-07-04'],
  ['the Fourth of July on a Sunday, kept on Monday', '2027-07-05'],
  ['Labor Day', '2025-09-01'],
  ['Thanksgiving on the 22nd', '2029-11-22'],
  ['Thanksgiving on the 28th', '2024-11-28'],
  ['Christmas', '2025-12-25'],
  ['Christmas on a Sunday, kept on Monday', '2022-12-26'],
  ['Christmas on a Saturday, kept on Friday', '2027-12-24'],
])('on %s (%s) neither shares nor futures are surely traded', (_, day) => {
  expect([isTraded('equity', noonOn(day)), isTraded('future', noonOn(day))]).toEqual([false, false]);
});

test.each([
  ['the Friday before a New Year on Saturday', '2021-12-31'],
  ['the second and the fourth Monday of January', '2025-01-13'],
  ['the fourth Monday of February', '2025-02-24'],
  ['the third Monday of March', '2025-03-17'],
  ['the last Monday but one of May', '2026-05-18'],
  ['a Monday the 24th of May', '2021-05-24'],
  ['a Wednesday at the end of May', '2025-05-28'],
  ['the last Monday of April', '2026-04-27'],
  ['the day after Juneteenth', '2025-06-20'],
  ['the second Monday of September', '2025-09-08'],
  ['the first Monday of October', '2025-10-06'],
  ['the fifth Thursday of November', '2023-11-30'],
  ['the third Thursday of November', '2024-11-21'],
  ['the fourth Thursday of October', '2025-10-23'],
  ['the Tuesday after Labor Day', '2025-09-02'],
  ['a Thursday the 26th of December', '2024-12-26'],
])('on %s (%s) shares are traded', (_, day) => {
  expect(isTraded('equity', noonOn(day))).toBe(true);
});

test.each([
  ['the Friday after Thanksgiving on the 22nd', '2029-11-23', true],
  ['the Friday after Thanksgiving on the 28th', '2024-11-29', true],
  ['Christmas Eve', '2025-12-24', true],
  ['the third of July', '2025-07-03', true],
  ['a Friday in November before it', '2025-11-21', false],
  ['the Friday a week after it', '2024-12-06', false],
  ['the Friday a week after Thanksgiving, still in November', '2029-11-30', false],
  ['the Friday before a Thanksgiving on the 28th', '2024-11-22', false],
  ['the Wednesday before Thanksgiving', '2025-11-26', false],
  ['the second of July', '2025-07-02', false],
  ['the 23rd of December', '2025-12-23', false],
  ['the third of June', '2025-06-03', false],
  ['the 24th of November', '2025-11-24', false],
])('on %s (%s) the exchange closes at one: %s', (_, day, short) => {
  const clock = (time: string) => isTraded('equity', new Date(`${day}T${time}Z`));
  // Summer time in July and June: one o'clock there is 17:00.
  const summer = /-0[67]-/.test(day);
  expect(clock(summer ? '16:59:00' : '17:59:00')).toBe(true);
  expect(clock(summer ? '17:00:00' : '18:00:00')).toBe(!short);
});

test.each([
  ['2026-01-05T14:39:00Z', false, 'ten minutes after the bell, but one'],
  ['2026-01-05T14:40:00Z', true, 'ten minutes after the bell'],
  ['2026-01-05T20:59:00Z', true, 'the last minute'],
  ['2026-01-05T21:00:00Z', false, 'the close'],
])('shares at %s: %s, it is %s', (at, traded) => {
  expect(isTraded('equity', new Date(at))).toBe(traded);
});

test.each([
  ['2026-01-05T21:59:00Z', true, 'the last minute before their rest'],
  ['2026-01-05T22:00:00Z', false, 'the begin of their rest'],
  ['2026-01-05T23:09:00Z', false, 'ten minutes after their rest, but one'],
  ['2026-01-05T23:10:00Z', true, 'ten minutes after their rest'],
  ['2026-01-09T21:59:00Z', true, 'the last minute of their week'],
  ['2026-01-09T23:30:00Z', false, 'a Friday evening'],
  ['2026-01-11T23:09:00Z', false, 'a Sunday at six and nine minutes'],
  ['2026-01-11T23:10:00Z', true, 'the begin of their week'],
])('futures at %s: %s, it is %s', (at, traded) => {
  expect(isTraded('future', new Date(at))).toBe(traded);
});
