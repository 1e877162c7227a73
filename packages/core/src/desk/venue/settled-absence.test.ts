import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { settledAbsence } from './settled-absence.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  vi.advanceTimersByTime(60_000);
});
afterEach(() => {
  vi.useRealTimers();
});

test('that an order was not found is proven once it has held for the settling time', () => {
  const memory = settledAbsence({ settlingMs: 5000 });
  expect(memory.missed('a')).toBe(false);
  vi.advanceTimersByTime(4999);
  expect(memory.missed('a')).toBe(false);
  vi.advanceTimersByTime(1);
  expect(memory.missed('a')).toBe(true);
});

test('an order that was seen meanwhile must be missed anew', () => {
  const memory = settledAbsence({ settlingMs: 5000 });
  memory.missed('a');
  vi.advanceTimersByTime(5000);
  memory.seen('a');
  expect(memory.missed('a')).toBe(false);
  vi.advanceTimersByTime(5000);
  expect(memory.missed('a')).toBe(true);
});

test('orders are missed each for itself, and a first look proves nothing even without a settling time', () => {
  const memory = settledAbsence({ settlingMs: 0 });
  expect([memory.missed('a'), memory.missed('b'), memory.missed('a')]).toEqual([false, false, true]);
});
