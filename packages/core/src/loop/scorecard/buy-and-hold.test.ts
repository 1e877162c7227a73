import { expect, test } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../kernel/time/index.ts';
import type { Candle } from '../../market/index.ts';
import { scriptedMarket } from '../../testing/scripted-market.ts';
import { equalParts, heldReturns } from './buy-and-hold.ts';

const startsAt = new Date('2025-02-03T15:00:00Z');
const later = (minutes: number) => new Date(startsAt.getTime() + minutes * MINUTE_MS);
const bar = (minute: number, open: number, close: number): Candle => ({
  openAt: later(minute).getTime(),
  open,
  high: Math.max(open, close),
  low: Math.min(open, close),
  close,
  volume: 1,
});
const bars: Readonly<Record<string, readonly Candle[]>> = {
  RISE: [bar(0, 100, 101), bar(1, 101, 103), bar(9, 108, 110)],
  FALL: [bar(0, 10, 9), bar(9, 9, 8)],
  LATE: [bar(5, 50, 50), bar(9, 50, 60)],
  SPARSE: [bar(-600, 1, 1), bar(500, 4, 4), bar(600, 5, 6)],
  GONE: [bar(-9000, 1, 1)],
};
const market = scriptedMarket(
  { RISE: 1, FALL: 1, LATE: 1, SPARSE: 1, GONE: 1 },
  { startsAt, historyOf: (contract) => bars[contract] ?? [] },
);
const held = (minutes: number) => heldReturns(market, { from: startsAt, to: later(minutes) });

test('holding returns what the last close before the end is over the first open', () => {
  expect(held(10)('RISE')).toBeCloseTo(0.1, 12);
  expect(held(2)('RISE')).toBeCloseTo(0.03, 12);
  expect(held(10)('FALL')).toBeCloseTo(-0.2, 12);
});

test('a contract that began later is held from its first bar', () => {
  expect(held(10)('LATE')).toBeCloseTo(0.2, 12);
});

test('a first bar is looked for further and further out', () => {
  expect(held(601)('SPARSE')).toBeCloseTo(0.5, 12);
});

test.each([
  ['not listed', 'NOPE', 10],
  ['without a bar in the span', 'GONE', 3 * 1440],
  ['without a closed bar yet', 'LATE', 5],
])('what is %s cannot be priced', (_, contract, minutes) => {
  expect(held(minutes)(contract)).toBeNull();
});

test('a first bar more than two days after the begin is none', () => {
  const far = scriptedMarket({ FAR: 1 }, { startsAt, historyOf: () => [bar(-10, 1, 1), bar(2 * 1440 + 1, 2, 2)] });
  const span = { from: startsAt, to: new Date(startsAt.getTime() + 4 * DAY_MS) };
  expect(heldReturns(far, span)('FAR')).toBeNull();
});

test.each(['RISE', 'GONE'])('%s is looked up once, whether it can be priced or not', (contract) => {
  let looks = 0;
  const counted = {
    ...market,
    barsClosedBetween: (...asked: Parameters<typeof market.barsClosedBetween>) => {
      looks += 1;
      return market.barsClosedBetween(...asked);
    },
  };
  const hold = heldReturns(counted, { from: startsAt, to: later(10) });
  const first = hold(contract);
  const before = looks;
  expect(hold(contract)).toBe(first);
  expect(looks).toBe(before);
});

test('equal parts return the mean, and nothing where one part or all of them cannot be told', () => {
  expect(equalParts(['RISE', 'FALL'], held(10))).toBeCloseTo(-0.05, 12);
  expect(equalParts(['RISE', 'GONE'], held(10))).toBeNull();
  expect(equalParts([], held(10))).toBeNull();
});
