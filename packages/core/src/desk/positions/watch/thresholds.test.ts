import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal } from '../../../kernel/money/index.ts';
import type { Candle } from '../../market/index.ts';
import { triggeredBy, type Watch } from './thresholds.ts';

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
