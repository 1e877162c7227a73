import { expect, test } from 'vitest';
import { type Candle, candleFault, instantFault } from './candle.ts';

const at = Date.UTC(2025, 1, 3, 15);
const bar = (changes: Partial<Candle> = {}): Candle => ({
  openAt: at,
  open: 10,
  high: 12,
  low: 9,
  close: 11,
  volume: 5,
  ...changes,
});

test.each([
  ['the first instant of 1990', 631_152_000_000, null],
  ['the last instant of 2099', 4_102_444_799_999, null],
  ['a fraction of a millisecond', at + 0.5, 'the time is not in whole milliseconds'],
  ['seconds', 1_738_594_800, 'the time 1738594800 is in seconds: it must be in UTC milliseconds'],
  ['microseconds', at * 1e3, `the time ${at * 1e3} is in microseconds: it must be in UTC milliseconds`],
  ['nanoseconds', at * 1e6, `the time ${at * 1e6} is in nanoseconds: it must be in UTC milliseconds`],
  [
    'an instant before 1990',
    631_151_999_999,
    'the time 631151999999 lies outside of the years 1990 to 2099: it must be in UTC milliseconds',
  ],
  [
    'the first instant of 2100',
    4_102_444_800_000,
    'the time 4102444800000 lies outside of the years 1990 to 2099: it must be in UTC milliseconds',
  ],
  ['nothing', 0, 'the time 0 lies outside of the years 1990 to 2099: it must be in UTC milliseconds'],
])('an instant that is %s: %s is answered by %s', (_, ms, fault) => {
  expect(instantFault(ms)).toBe(fault);
});

test.each([
  ['seconds', 631_152_000, 4_102_444_799, 1],
  ['microseconds', 631_152_000_000_000, 4_102_444_799_999_000, 1000],
  ['nanoseconds', 631_152_000_000_000_000, 4_102_444_799_999_000_000, 1_000_000],
])('%s are known from 1990 to 2099 and not beyond', (_, ...[first, last, step]) => {
  for (const ms of [first, last]) expect(instantFault(ms)).toContain('seconds: it');
  for (const ms of [first - step, last + step]) expect(instantFault(ms)).toContain('outside');
});

test.each<[string, Partial<Candle>, string | null]>([
  ['any', {}, null],
  ['flat', { open: 10, high: 10, low: 10, close: 10 }, null],
  ['without volume', { volume: 0 }, null],
  ['of negative volume', { volume: -1 }, 'the volume is negative'],
  ['of a price of zero', { low: 0 }, 'a price is not above zero'],
  ['of a price below zero', { low: -1 }, 'a price is not above zero'],
  ['that opens below its low', { open: 8.9 }, 'open or close lies outside of low and high'],
  ['that closes below its low', { close: 8.9 }, 'open or close lies outside of low and high'],
  ['that opens above its high', { open: 12.1 }, 'open or close lies outside of low and high'],
  ['that closes above its high', { close: 12.1 }, 'open or close lies outside of low and high'],
  ['that opens at its low and closes at its high', { open: 9, close: 12 }, null],
  ['of another time', { openAt: 5 }, expect.stringContaining('outside of the years')],
])('a bar %s: %o has the fault %s', (_, changes, fault) => {
  expect(candleFault(bar(changes))).toEqual(fault);
});

test.each(['openAt', 'open', 'high', 'low', 'close', 'volume'] as const)(
  'a bar whose %s is no number is none',
  (field) => {
    expect(candleFault(bar({ [field]: Number.NaN }))).toBe('a figure is not a number');
    expect(candleFault(bar({ [field]: Number.POSITIVE_INFINITY }))).toBe('a figure is not a number');
  },
);
