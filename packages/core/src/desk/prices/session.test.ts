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
