import { expect, test } from 'vitest';
import { backOffMs, LEASE_MS, MAX_FAILURES, RENEW_MS } from './retry.ts';

test('a failed step waits half a second, twice as long each time, a minute at the most', () => {
  const waits = [0, 1, 2, 3, 7, 8, 30].map((failures) => backOffMs('execute_trade', failures));
  expect(waits).toEqual([500, 500, 1000, 2000, 32_000, 60_000, 60_000]);
});

test.each(['close_position', 'monitor_position'] as const)(
  '%s lowers risk and waits five seconds at the most',
  (kind) => {
    expect([1, 4, 5, 30].map((failures) => backOffMs(kind, failures))).toEqual([500, 4000, 5000, 5000]);
  },
);

test('a lease is renewed three times before it ends, and a killed worker’s step runs again within 10 s', () => {
  expect(LEASE_MS / RENEW_MS).toBeGreaterThanOrEqual(3);
  expect(LEASE_MS).toBe(5000);
  expect(MAX_FAILURES).toBe(5);
});
