import { expect, test } from 'vitest';
import { startBefore } from './send-order.ts';

test('a call starts within two seconds of its intent and ten of reading the trading state', () => {
  expect(startBefore(0, 100)).toBe(2100);
  expect(startBefore(0, 9500)).toBe(10_000);
});
