import { expect, test } from 'vitest';
import { restAsked } from './rest.ts';

const NOW = 1_700_000_000_000;
const rest = (status: number, headers: Record<string, string>) => restAsked(status, new Headers(headers), NOW);

test.each([
  ['seconds to wait', 429, { 'retry-after': '7' }, 7000],
  ['seconds to wait while it is down', 503, { 'retry-after': '1' }, 1000],
  ['the second at which it answers again', 429, { 'x-ratelimit-reset': '1700000030' }, 30_000],
  ['the wait, where both are there', 429, { 'retry-after': '2', 'x-ratelimit-reset': '1700000030' }, 2000],
  ['a second that is over', 429, { 'x-ratelimit-reset': '1699999999' }, 0],
  ['a year, which nobody waits', 429, { 'retry-after': '31536000' }, 600_000],
] as const)('%s is a rest', (...[, status, headers, ms]) => {
  expect(rest(status, headers)).toBe(ms);
});

test.each([
  ['another refusal', 500, { 'retry-after': '7' }],
  ['no header', 429, {}],
  ['a header that is no number', 429, { 'retry-after': 'soon' }],
  ['less than nothing', 429, { 'retry-after': '-5' }],
  ['an endless number', 429, { 'retry-after': '9'.repeat(40) }],
])('%s asks for none', (_, status, headers) => {
  expect(rest(status, headers)).toBeNull();
});

test('instants are measured by the clock of who sent them, where it is shown', () => {
  const theirs = new Date(NOW - 60_000).toUTCString();
  expect(rest(429, { date: theirs, 'x-ratelimit-reset': '1700000000' })).toBe(60_000);
  expect(rest(429, { date: 'no date', 'x-ratelimit-reset': '1700000005' })).toBe(5000);
});

test.each(['17e8', '1700000030.5', '123456789012', ' '])('a reset at "%s" names no second', (reset) => {
  expect(rest(429, { 'x-ratelimit-reset': reset })).toBeNull();
});
