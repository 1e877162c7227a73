import { expect, test } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const now = 'Wed, 26 Nov 2025 10:00:00 GMT';

test.each([
  ['seconds', { 'retry-after': '7' }, 7000],
  ['parts of a second', { 'retry-after': ' 0.5 ' }, 500],
  ['milliseconds, before anything else', { 'retry-after-ms': '1500', 'retry-after': '7' }, 1500],
  [
    'a date, by the server’s own clock',
    { 'retry-after': 'Wed, 26 Nov 2025 11:01:30 GMT', date: 'Wed, 26 Nov 2025 11:00:00 GMT' },
    90_000,
  ],
  ['a date, where the server tells no time', { 'retry-after': 'Wed, 26 Nov 2025 10:01:30 GMT' }, 90_000],
  ['a date that has gone by', { 'retry-after': 'Wed, 26 Nov 2025 09:00:00 GMT', date: now }, 0],
  ['nothing', {}, null],
  ['nothing that can be read', { 'retry-after': 'soon', 'retry-after-ms': '-5' }, null],
  ['a wait before now', { 'retry-after': '-5' }, null],
])('a server that asks for %s is given it', (_, headers, ms) => {
  expect(retryAfterMs(new Headers(headers as Record<string, string>), new Date(now))).toBe(ms);
});
