import { expect, test } from 'vitest';
import { type Candle, columnsOf } from '../../market/index.ts';
import {
  type Board,
  judgeEntry,
  judgeExit,
  lookbackOf,
  openBoard,
  otherSymbols,
  planAt,
  planOf,
  prepareStrategy,
  sizeUsd,
  valuesOf,
} from './index.ts';

const MINUTES = 300_000;
const bar = (openAt: number, price: number): Candle => ({
  ...{ openAt: openAt * MINUTES, open: price, high: price + 1, low: price - 1, close: price, volume: 10 },
});
const boardOf = (closes: readonly number[], first = 0): Board =>
  openBoard(
    columnsOf(
      closes.map((price, i) => bar(first + i, price)),
      MINUTES,
    ),
  );

const SIMPLE = {
  ...{ name: 'simple', bars: '5m', entry: { when: ['close > 2'] } },
  size: { kind: 'share', share: 0.5 },
};
const prepared = (changes: object) => {
  const made = prepareStrategy({ ...SIMPLE, ...changes });
  if (!made.prepared) throw new Error(made.faults.join('; '));
  return made.prepared;
};
const faults = (changes: object) => prepareStrategy({ ...SIMPLE, ...changes }).faults;

const CLOSES = [1, 2, 3, 4, 3, 2, 5];
const enters = (when: readonly unknown[], changes: object = {}, boards: ReadonlyMap<string, Board> = new Map()) => {
  const made = prepared({ entry: { when }, ...changes });
  return [...judgeEntry(made, valuesOf(made.strategy))(boardOf(CLOSES), boards)];
};

test.each<readonly [string, readonly unknown[], readonly number[]]>([
  ['a comparison', ['close > 2'], [0, 0, 1, 1, 1, 0, 1]],
  ['all of a list', ['close > 2', 'close < 4'], [0, 0, 1, 0, 1, 0, 0]],
  ['any of several', [{ any: ['close < 2', 'close > 4'] }], [1, 0, 0, 0, 0, 0, 1]],
  ['none of several', [{ none: ['close < 2', 'close > 4'] }], [0, 1, 1, 1, 1, 1, 0]],
  ['a crossing', ['close crosses above 2'], [0, 0, 1, 0, 0, 0, 1]],
  ['a crossing down', ['close crosses below ago(close, 1)'], [0, 0, 0, 0, 1, 0, 0]],
  ['before its warm-up nothing', ['sma(3) > 0'], [0, 0, 1, 1, 1, 1, 1]],
  ['arithmetic', ['(close + 1) / 2 - 1 >= 3 * 0.5'], [0, 0, 0, 1, 0, 0, 1]],
  ['nothing without a value', ['close / 0 - close / 0 <= 1'], [0, 0, 0, 0, 0, 0, 0]],
  ['the hour at which it closed', ['hour >= 1'], [0, 0, 0, 0, 0, 0, 0]],
  ['Thursday the first of January 1970', ['weekday >= 4', 'weekday <= 4'], [1, 1, 1, 1, 1, 1, 1]],
  ['no entry', [], [0, 0, 0, 0, 0, 0, 0]],
])('%s holds where it holds', (_, when, expected) => {
  expect(enters(when)).toEqual(expected);
});

test('a regime of another token is that of its last closed bar, and nothing where it has none', () => {
  // It begins with the third bar and then has every second one.
  const btc = openBoard(columnsOf([bar(2, 10), bar(4, 5), bar(6, 10)], MINUTES));
  const regime = { regime: ['BTC: close > 7'] };
  expect(enters(['close > 0'], regime, new Map([['BTC', btc]]))).toEqual([0, 0, 1, 1, 0, 0, 1]);
  expect(enters(['close > 0'], regime)).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test('without an exit condition nothing is sold by one', () => {
  const made = prepared({});
  expect([...judgeExit(made, {})(boardOf(CLOSES), new Map())]).toEqual([0, 0, 0, 0, 0, 0, 0]);
  const sells = prepared({ exit: { when: ['close < 3'] } });
  expect([...judgeExit(sells, {})(boardOf(CLOSES), new Map())]).toEqual([1, 1, 0, 0, 0, 1, 0]);
});

test('a parameter is what it is told to be', () => {
  const made = prepared({
    parameters: { n: { value: 2, from: 1, to: 3, step: 1 } },
    entry: { when: ['change(n) > 0.7'] },
  });
  const judge = (n: number) => [...judgeEntry(made, { n })(boardOf(CLOSES), new Map())];
  expect(judge(2)).toEqual([0, 0, 1, 1, 0, 0, 0]);
  expect(judge(1)).toEqual([0, 1, 0, 0, 0, 0, 1]);
});

test.each([
  [['close > 1'], 1],
  [['sma(20) > 1'], 20],
  [['sma(20) crosses above close'], 21],
  [['ema(20) > 1'], 81],
  [['atr(14) > 1'], 113],
  [['adx(14) > 1'], 155],
  [['ema(rsi(14), 9) > 1'], 150],
  [['close > ago(highest(20), 1)'], 21],
  [['macd(12, 26) > macd_signal(12, 26, 9)'], 141],
  [['BTC: close > sma(n)'], 50],
])('%s needs %d bars', (when, bars) => {
  const made = prepared({ entry: { when }, parameters: { n: { value: 50, from: 1, to: 99, step: 1 } } });
  expect(lookbackOf(made, valuesOf(made.strategy))).toBe(bars);
});

test('the tokens that a strategy looks at are known', () => {
  const entry = { when: [{ any: ['ETH: close > 1', { none: ['BTC: close > 1'] }] }] };
  expect(otherSymbols(prepared({ entry, regime: ['BTC: close > 2'] }))).toEqual(['BTC', 'ETH']);
});

test('prices of a plan are distances from its price', () => {
  const made = prepared({ exit: { stop: '0.5 * close', trailing: '1', target: 'close + 1', hours: 12 } });
  const columns = planOf(made, {})(boardOf(CLOSES));
  expect(planAt(columns, 3, 4)).toEqual({ stopLoss: 2, takeProfit: 9, trailingStopPct: 0.25, hours: 12 });
  expect(planAt(planOf(prepared({}), {})(boardOf(CLOSES)), 3, 4)).toEqual({
    ...{ stopLoss: null, takeProfit: null, trailingStopPct: null, hours: null },
  });
});

test.each([
  ['a stop that is not below the price', { stop: '4' }],
  ['a stop at the price or above', { stop: '0 - 1' }],
  ['a stop that is not known yet', { stop: 'atr(14)' }],
  ['a target that is not above', { target: '0' }],
  ['no time at all', { hours: '1 - close' }],
])('without a plan nothing is bought: %s', (_, exit) => {
  expect(planAt(planOf(prepared({ exit }), {})(boardOf(CLOSES)), 3, 4)).toBeNull();
});

const FACTS = { equityUsd: 1000, price: 10, stopLoss: 9, volatility: 0.02, barMs: 86_400_000, positions: 2 };
test('sizes are shares of equity', () => {
  expect(sizeUsd({ kind: 'share', share: 0.1 }, FACTS)).toBe(100);
  expect(sizeUsd({ kind: 'usd', usd: 30 }, FACTS)).toBe(30);
  // The stop loses a tenth, a hundredth may be lost.
  expect(sizeUsd({ kind: 'risk', share: 0.01, most: 0.5 }, FACTS)).toBeCloseTo(100, 9);
  expect(sizeUsd({ kind: 'risk', share: 0.01, most: 0.05 }, FACTS)).toBe(50);
  // 2 % a day are 38.2 % a year; two positions share 20 %.
  expect(sizeUsd({ kind: 'volatility', yearly: 0.2, most: 1 }, FACTS)).toBeCloseTo(
    1000 * (0.1 / (0.02 * Math.sqrt(365))),
    9,
  );
  expect(sizeUsd({ kind: 'volatility', yearly: 0.2, most: 1 }, { ...FACTS, volatility: null })).toBe(0);
});

test.each<readonly [string, object, string]>([
  ['a name with capitals', { name: 'Trend' }, 'name: takes 2 to 40 of a–z, 0–9 and -'],
  ['bars that nobody has', { bars: '7m' }, 'bars: Invalid option'],
  ['a word that is not known', { speed: 1 }, 'the strategy: Unrecognized key: "speed"'],
  [
    'a parameter out of its bounds',
    { parameters: { n: { value: 9, from: 1, to: 5, step: 1 } } },
    'parameters.n.value: 9 lies outside of 1 to 5',
  ],
  [
    'a parameter named like a function',
    { parameters: { sma: { value: 1, from: 1, to: 5, step: 1 } } },
    'parameters.sma: the language has another sma',
  ],
  [
    'a fault in a condition',
    { entry: { when: ['close > 1', { any: ['clse > 2'] }] } },
    'entry.when.1.any.0, character 1: there is no clse',
  ],
  [
    'a fault in a price',
    { exit: { stop: '3 * atr' } },
    'exit.stop, character 5: atr is a function: brackets follow it',
  ],
  [
    'a size by risk without a stop',
    { size: { kind: 'risk', share: 0.01, most: 1 } },
    'size: a size by risk needs exit.stop',
  ],
])('%s is refused in one line', (_, changes, line) => {
  expect(faults(changes)).toEqual([expect.stringContaining(line)]);
});
