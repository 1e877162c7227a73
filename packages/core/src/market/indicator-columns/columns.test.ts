import fc from 'fast-check';
import { ATR, BollingerBands, EMA, MACD, RSI, SMA } from 'trading-signals';
import { expect, test } from 'vitest';
import { columnsOf } from '../bar-columns.ts';
import { indicatorSeries } from '../indicators/index.ts';
import { openSimulatedMarket } from '../simulated/index.ts';
import {
  adxColumn,
  agoColumn,
  atrColumn,
  bandColumn,
  changeColumn,
  deviationColumn,
  diColumn,
  efficiencyColumn,
  emaColumn,
  highestColumn,
  lowestColumn,
  macdColumn,
  macdSignalColumn,
  risesColumn,
  rsiColumn,
  smaColumn,
  stochasticColumn,
  trueRangeColumn,
  volatilityColumn,
  vwapColumn,
  zscoreColumn,
} from './index.ts';

const market = openSimulatedMarket({ seed: '3' });
const contract = market.contracts()[0]?.contract ?? '';
const bars = market.bars(contract, { intervalMs: market.barMs, count: 1500 }, market.startsAt);
const columns = columnsOf(bars, market.barMs);
const { close } = columns;
const NONE = Number.NaN;
const list = (column: Float64Array) => [...column];
const rounded = (values: Iterable<number>) => Array.from(values, (value) => Number(value.toPrecision(12)));

/** How far a column lies from another series at most, where both have settled. */
function farthest(column: Float64Array, theirs: (index: number) => number | null | undefined): number {
  const far = Array.from(column, (value, i) => (i < 700 ? 0 : Math.abs(value - (theirs(i) ?? Number.NaN))));
  return Math.max(...far);
}

const ours = indicatorSeries(bars);
test.each<readonly [string, Float64Array, (i: number) => number | null | undefined]>([
  ['ema', emaColumn(close, 20), (i) => ours[i]?.ema20],
  ['sma', smaColumn(close, 20), (i) => ours[i]?.sma20],
  ['rsi', rsiColumn(close, 14), (i) => ours[i]?.rsi14],
  ['atr', atrColumn(columns, 14), (i) => ours[i]?.atr14],
  ['adx', adxColumn(columns, 14), (i) => ours[i]?.adx14],
  ['plus_di', diColumn(columns, 14, 'up'), (i) => ours[i]?.plusDi],
  ['minus_di', diColumn(columns, 14, 'down'), (i) => ours[i]?.minusDi],
  ['macd', macdColumn(close, { short: 12, long: 26 }), (i) => ours[i]?.macd?.macd],
  ['macd_signal', macdSignalColumn(close, { short: 12, long: 26, signal: 9 }), (i) => ours[i]?.macd?.signal],
  ['upper_band', bandColumn(close, 20, 2), (i) => ours[i]?.bands?.upper],
  ['lower_band', bandColumn(close, 20, -2), (i) => ours[i]?.bands?.lower],
])('%s is what the company reckons, once it has settled', (_, column, theirs) => {
  expect(farthest(column, theirs)).toBeLessThan(1e-9);
});

const theirs = {
  ema: new EMA(50),
  sma: new SMA(50),
  rsi: new RSI(21),
  atr: new ATR(21),
  bands: new BollingerBands(40),
};
const lines = new MACD(new EMA(6), new EMA(19), new EMA(5));
const peers = bars.map((bar) => ({
  ema: theirs.ema.add(bar.close),
  sma: theirs.sma.add(bar.close),
  rsi: theirs.rsi.add(bar.close),
  atr: theirs.atr.add(bar),
  bands: theirs.bands.add(bar.close),
  macd: lines.add(bar.close),
}));
test.each<readonly [string, Float64Array, (i: number) => number | null | undefined]>([
  ['ema', emaColumn(close, 50), (i) => peers[i]?.ema],
  ['sma', smaColumn(close, 50), (i) => peers[i]?.sma],
  ['rsi', rsiColumn(close, 21), (i) => peers[i]?.rsi],
  ['atr', atrColumn(columns, 21), (i) => peers[i]?.atr],
  ['upper_band', bandColumn(close, 40, 2), (i) => peers[i]?.bands?.upper],
  ['macd', macdColumn(close, { short: 6, long: 19 }), (i) => peers[i]?.macd?.macd],
  ['macd_signal', macdSignalColumn(close, { short: 6, long: 19, signal: 5 }), (i) => peers[i]?.macd?.signal],
])('%s of other lengths is what trading-signals reckons', (_, column, of) => {
  expect(farthest(column, of)).toBeLessThan(1e-9);
});

const five = Float64Array.of(1, 3, 2, 6, 4);
test.each<readonly [string, Float64Array, readonly number[]]>([
  ['sma', smaColumn(five, 2), [NONE, 2, 2.5, 4, 5]],
  ['highest', highestColumn(five, 3), [NONE, NONE, 3, 6, 6]],
  ['lowest', lowestColumn(five, 3), [NONE, NONE, 1, 2, 2]],
  ['ago', agoColumn(five, 2), [NONE, NONE, 1, 3, 2]],
  ['change', changeColumn(five, 1), [NONE, 2, 2 / 3 - 1, 2, 4 / 6 - 1]],
  ['rises', risesColumn(five, 2), [NONE, NONE, 0.5, 0.5, 0.5]],
  ['efficiency', efficiencyColumn(five, 4), [NONE, NONE, NONE, NONE, 3 / 9]],
  ['deviation', deviationColumn(five, 2), [NONE, 1, 0.5, 2, 1]],
  ['zscore', zscoreColumn(five, 2), [NONE, 1, -1, 1, -1]],
  // The returns are 2, −1/3, 2, −1/3: two neighbours lie 7/6 from their mean, √2 times that as a sample.
  ['volatility', volatilityColumn(five, 2), [NONE, NONE, 1, 1, 1].map((one) => one * (7 / 6) * Math.SQRT2)],
])('%s is what a person reckons', (_, column, expected) => {
  expect(rounded(column)).toEqual(rounded(expected));
});

const three = columnsOf(
  [
    { openAt: 0, open: 10, high: 12, low: 9, close: 11, volume: 1 },
    { openAt: 60_000, open: 11, high: 15, low: 11, close: 14, volume: 3 },
    { openAt: 120_000, open: 16, high: 17, low: 16, close: 17, volume: 0 },
  ],
  60_000,
);
test.each<readonly [string, Float64Array, readonly number[]]>([
  ['true_range', trueRangeColumn(three), [3, 4, 3]],
  ['stochastic', stochasticColumn(three, 2), [NONE, (100 * 5) / 6, 100]],
  // Typical prices 32/3, 40/3 and 50/3, of which 1, 3 and 0 were traded.
  ['vwap', vwapColumn(three, 2), [NONE, (32 / 3 + 3 * (40 / 3)) / 4, 40 / 3]],
])('%s of whole bars is what a person reckons', (_, column, expected) => {
  expect(rounded(column)).toEqual(rounded(expected));
});

test('the extremes of windows are those that a search of each window finds, gaps and all', () => {
  const value = fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: -5, max: 5 }) },
    { weight: 1, arbitrary: fc.constant(NONE) },
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (values, n) => {
      const window = (i: number) => values.slice(i - n + 1, i + 1);
      const expected = (of: (...all: number[]) => number) =>
        values.map((_, i) => (i < n - 1 ? NONE : of(...window(i))));
      expect(list(highestColumn(Float64Array.from(values), n))).toEqual(expected(Math.max));
      expect(list(lowestColumn(Float64Array.from(values), n))).toEqual(expected(Math.min));
    }),
    { numRuns: 300 },
  );
});

test.each<readonly [string, Float64Array, number]>([
  ['ema', emaColumn(close, 20), 80],
  ['rsi', rsiColumn(close, 14), 113],
  ['atr', atrColumn(columns, 14), 112],
  ['adx', adxColumn(columns, 14), 154],
  ['plus_di', diColumn(columns, 14, 'up'), 113],
  ['macd', macdColumn(close, { short: 12, long: 26 }), 104],
  ['macd_signal', macdSignalColumn(close, { short: 12, long: 26, signal: 9 }), 140],
])('%s says nothing before its start has faded', (_, column, first) => {
  expect(column.findIndex((value) => !Number.isNaN(value))).toBe(first);
});

test('a value that is missing begins a running average anew', () => {
  const values = Float64Array.from({ length: 20 }, (_, i) => (i === 10 ? NONE : 1));
  const said = list(emaColumn(values, 2)).map((value) => !Number.isNaN(value));
  expect(said).toEqual(Array.from({ length: 20 }, (_, i) => (i >= 8 && i < 10) || i >= 19));
});
