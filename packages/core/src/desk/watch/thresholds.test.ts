import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal } from '../../kernel/money/index.ts';
import type { Candle } from '../../market/index.ts';
import { seenBy, stopLevel, triggeredBy, type Watch } from './thresholds.ts';

const bar = ([open, high, low, close]: readonly [number, number, number, number]): Candle => ({
  openAt: 0,
  open,
  high,
  low,
  close,
  volume: 1,
});
const watch = (changes: Partial<Watch> = {}): Watch => ({
  stopLoss: new Decimal(90),
  takeProfit: new Decimal(120),
  trailingStopPct: null,
  highWater: new Decimal(100),
  ...changes,
});

type Row = readonly [says: string, bar: Candle, changes: Partial<Watch>, expected: readonly [string, number] | null];

function triggerOf(candle: Candle, changes: Partial<Watch> = {}): readonly [string, number] | null {
  const trigger = triggeredBy(candle, watch(changes));
  return trigger && [trigger.reason, trigger.triggerPrice.toNumber()];
}

const rows: readonly Row[] = [
  ['a quiet bar asks for nothing', bar([100, 110, 95, 105]), {}, null],
  ['the stop is hit when the low touches it', bar([100, 101, 90, 95]), {}, ['stop_loss', 90]],
  ['a gap through the stop exits at the open', bar([80, 85, 79, 84]), {}, ['stop_loss', 80]],
  ['the target is hit when the high touches it', bar([110, 120, 105, 118]), {}, ['take_profit', 120]],
  ['a bar that reaches both hits the stop first', bar([100, 130, 85, 125]), {}, ['stop_loss', 90]],
  ['without a stop only the target counts', bar([100, 130, 1, 125]), { stopLoss: null }, ['take_profit', 120]],
  ['without a target a rise asks for nothing', bar([100, 500, 95, 400]), { takeProfit: null }, null],
  [
    'a trailing stop follows the high of earlier bars',
    bar([140, 150, 134, 148]),
    { trailingStopPct: 0.1, highWater: new Decimal(150), takeProfit: null },
    ['trailing_stop', 135],
  ],
  [
    'a trailing stop does not follow the high of its own bar',
    bar([100, 150, 100, 148]),
    { trailingStopPct: 0.1, highWater: new Decimal(100), takeProfit: null },
    null,
  ],
  ['a trailing stop never lies below the stop', bar([95, 96, 89, 92]), { trailingStopPct: 0.5 }, ['stop_loss', 90]],
  [
    'a gap through the trailing stop exits at the open',
    bar([120, 121, 119, 120]),
    { trailingStopPct: 0.1, highWater: new Decimal(150), takeProfit: null },
    ['trailing_stop', 120],
  ],
];

test.each(rows)('%s', (_, ...[candle, changes, expected]) => {
  expect(triggerOf(candle, changes)).toEqual(expected);
});

const price = fc.double({ min: 1, max: 1000, noNaN: true });
const anyBar = fc
  .tuple(price, price, price, price)
  .map(([a, b, c, e]) => bar([a, Math.max(a, b, c, e), Math.min(a, b, c, e), b]));

test('a bar whose low lies at or below the stop always exits by the stop, at the stop or worse', () => {
  fc.assert(
    fc.property(anyBar, price, price, (candle, stop, target) => {
      const trigger = triggeredBy(candle, watch({ stopLoss: new Decimal(stop), takeProfit: new Decimal(target) }));
      expect(trigger?.reason === 'stop_loss').toBe(candle.low <= stop);
      if (candle.low <= stop) expect(trigger?.triggerPrice.toNumber()).toBe(Math.min(stop, candle.open));
    }),
  );
});

test('a bar that opens at the stop exits at the open', () => {
  expect(triggerOf(bar([90, 95, 89, 94]))).toEqual(['stop_loss', 90]);
});

test('a gap above the target sells at the open, the better price', () => {
  expect(triggerOf(bar([130, 135, 125, 128]))).toEqual(['take_profit', 130]);
});

const openedAt = new Date(1000);
const early = { ...bar([100, 130, 80, 105]), openAt: 999 };

test('of a bar that began before the position only the close is surely later', () => {
  expect(seenBy(early, openedAt)).toEqual({ openAt: 999, open: 105, high: 105, low: 105, close: 105, volume: 1 });
});

test('a bar that began with the position or after it is seen whole', () => {
  for (const openAt of [1000, 1001]) expect(seenBy({ ...early, openAt }, openedAt)).toEqual({ ...early, openAt });
});

test.each<[string, Partial<Watch>, number | null]>([
  ['the stop where nothing trails', {}, 90],
  ['the trailing stop where it lies higher', { trailingStopPct: 0.05 }, 95],
  ['the stop where the trailing stop lies lower', { trailingStopPct: 0.2 }, 90],
  ['the trailing stop where it is the only one', { trailingStopPct: 0.2, stopLoss: null }, 80],
  ['the stop before there was any bar to trail', { trailingStopPct: 0.05, highWater: null }, 90],
  ['none where there is none', { stopLoss: null }, null],
])('a position is to be sold under %s', (_, changes, level) => {
  expect(stopLevel(watch(changes))?.toNumber() ?? null).toBe(level);
});

test('a trailing stop at the stop is the stop', () => {
  const even = { trailingStopPct: 0.1, highWater: new Decimal(100) };
  expect(triggerOf(bar([95, 96, 89, 92]), even)).toEqual(['stop_loss', 90]);
});

test('a higher price before never lowers the level to sell at', () => {
  fc.assert(
    fc.property(price, price, fc.double({ min: 0.01, max: 0.9, noNaN: true }), (a, b, trailingStopPct) => {
      const levelAt = (high: number) => stopLevel(watch({ trailingStopPct, highWater: new Decimal(high) }));
      expect(levelAt(Math.max(a, b))?.gte(levelAt(Math.min(a, b)) ?? 0)).toBe(true);
    }),
  );
});
