import { expect, test } from 'vitest';
import { sayClock, sayFullTime, sayTime } from './index.ts';

test.each([
  ['America/Los_Angeles', '2025-01-06T14:30:00Z', '06:30', '06 Jan, 06:30', '06 Jan 2025, 06:30 Los Angeles'],
  ['America/New_York', '2025-09-30T04:05:59Z', '00:05', '30 Sept, 00:05', '30 Sept 2025, 00:05 New York'],
  ['Asia/Kolkata', '2024-12-31T18:30:00Z', '00:00', '01 Jan, 00:00', '01 Jan 2025, 00:00 Kolkata'],
  ['UTC', '2025-05-01T23:59:59Z', '23:59', '01 May, 23:59', '01 May 2025, 23:59 UTC'],
])('a time in %s: %s', (timeZone, iso, ...said) => {
  const at = new Date(iso);
  expect([sayClock(at, timeZone), sayTime(at, timeZone), sayFullTime(at, timeZone)]).toEqual(said);
});
