import { expect, test } from 'vitest';
import type { RegimeName } from '../../desk/regime/index.ts';
import type { Candle, Indicators } from '../../market/index.ts';
import { chartEvidence, clamp, type SidedChart } from './chart-evidence.ts';

const NOTHING: Indicators = {
  ema20: null,
  sma20: null,
  rsi14: null,
  macd: null,
  atr14: null,
  bands: null,
  adx14: null,
  plusDi: null,
  minusDi: null,
};
const hourly = (changes: Partial<Indicators>) => ({ hourly: { ...NOTHING, ...changes } });
const quarterly = (changes: Partial<Indicators>) => ({ quarterly: { ...NOTHING, ...changes } });
const bars = (rows: readonly (readonly [open: number, close: number, volume: number])[]): readonly Candle[] =>
  rows.map(([open, close, volume], i) => ({
    openAt: i,
    open,
    high: Math.max(open, close),
    low: Math.min(open, close),
    close,
    volume,
  }));
const closes = (...values: readonly number[]) => bars(values.map((close) => [close, close, 1]));

type Changes = Partial<SidedChart>;
const evidence = (changes: Changes) =>
  chartEvidence({
    hours: [],
    quarters: [],
    fives: [],
    regime: null,
    ...hourly({}),
    ...quarterly({}),
    price: 100,
    atr: 2,
    side: 1,
    ...changes,
  });
const find = (name: string, changes: Changes) => evidence(changes).find((item) => item.name === name);

const macd = (histogram: number) => quarterly({ macd: { macd: 0, signal: 0, histogram } });
const adx = (adx14: number | null, plusDi: number | null, minusDi: number | null) => hourly({ adx14, plusDi, minusDi });
const bands = (lower: number, upper: number) => quarterly({ bands: { lower, middle: (lower + upper) / 2, upper } });
const flat = Array.from({ length: 12 }, () => 100);
/** Eight quarters of one volume, then four of another, at a price that goes from 100 to this. */
const traded = (before: number, after: number, close = 101) => ({
  quarters: bars([
    ...Array.from({ length: 8 }, () => [100, 100, before] as const),
    ...Array.from({ length: 3 }, () => [100, 100, after] as const),
    [100, close, after],
  ]),
});

type Row = readonly [name: string, says: string, changes: Changes, value: number, weight: number];

const rows: readonly Row[] = [
  ['trend_1h', 'one range above its average counts half', hourly({ ema20: 98 }), 1, 0.275],
  ['trend_1h', 'for a sell it counts against', { ...hourly({ ema20: 98 }), side: -1 }, 1, -0.275],
  ['trend_1h', 'more than two ranges count no more', hourly({ ema20: 90 }), 5, 0.55],
  ['trend_1h', 'below its average it counts against', hourly({ ema20: 102 }), -1, -0.275],
  ['trend_1h', 'without an average it says nothing', {}, 0, 0],
  ['macd_15m', 'a histogram of a twentieth of a range counts a quarter', macd(0.1), 0.25, 0.1],
  ['macd_15m', 'a falling one counts against', macd(-0.1), -0.25, -0.1],
  ['macd_15m', 'for a sell the other way round', { ...macd(-0.1), side: -1 }, -0.25, 0.1],
  ['macd_15m', 'a large one counts no more than once', macd(9), 22.5, 0.4],
  ['macd_15m', 'without one it says nothing', {}, 0, 0],
  ['adx_1h', 'a trend up of 25 counts half', adx(25, 30, 10), 25, 0.2],
  ['adx_1h', 'a trend down counts against', adx(25, 10, 30), 25, -0.2],
  ['adx_1h', 'a trend down speaks for a sell', { ...adx(25, 10, 30), side: -1 }, 25, 0.2],
  ['adx_1h', 'beyond 35 it counts no more', adx(60, 30, 10), 60, 0.4],
  ['adx_1h', 'below 15 there is no trend', adx(10, 30, 10), 10, 0],
  ['adx_1h', 'without a direction it says nothing', adx(40, null, 10), 40, 0],
  ['adx_1h', 'without the other direction neither', adx(40, 30, null), 40, 0],
  ['adx_1h', 'a direction without a strength says nothing', adx(null, 30, 10), 0, 0],
  ['rsi_1h', 'the upper hand counts by twelfths', hourly({ rsi14: 56 }), 56, 0.15],
  ['rsi_1h', 'the lower hand counts against', hourly({ rsi14: 44 }), 44, -0.15],
  ['rsi_1h', 'for a sell it is mirrored', { ...hourly({ rsi14: 44 }), side: -1 }, 44, 0.15],
  ['rsi_1h', '72 is the upper hand still', hourly({ rsi14: 72 }), 72, 0.3],
  ['rsi_1h', 'beyond it hardly counts', hourly({ rsi14: 73 }), 73, 0.03],
  ['rsi_1h', '80 is not stretched yet', hourly({ rsi14: 80 }), 80, 0.03],
  ['rsi_1h', 'beyond it has run too far', hourly({ rsi14: 81 }), 81, -0.24],
  ['rsi_1h', 'without one it says nothing', {}, 50, 0],
  ['volume', 'twice the usual on a rise counts two thirds', traded(100, 400), 2, 0.3],
  ['volume', 'twice the usual on a fall counts against', traded(100, 400, 99), 2, -0.3],
  ['volume', 'twice the usual on a fall speaks for a sell', { ...traded(100, 400, 99), side: -1 }, 2, 0.3],
  ['volume', 'half the usual counts against a rise', traded(250, 100), 0.5, -0.3],
  ['volume', 'half the usual counts against a fall too', traded(250, 100, 99), 0.5, -0.3],
  ['volume', 'just the usual says nothing', traded(100, 100), 1, 0],
  ['volume', 'quarters of unknown volume are left out', traded(0, 100), 1, 0],
  ['volume', 'a last hour of unknown volume says nothing', traded(100, 0), 0, 0],
  ['bollinger_15m', 'three quarters of the way up count 0.4', { ...bands(90, 110), price: 105 }, 0.75, 0.1],
  ['bollinger_15m', 'a quarter counts against', { ...bands(90, 110), price: 95 }, 0.25, -0.1],
  ['bollinger_15m', 'for a sell it is mirrored', { ...bands(90, 110), price: 95, side: -1 }, 0.25, 0.1],
  ['bollinger_15m', 'a quarter beyond the band counts fully', { ...bands(90, 110), price: 115 }, 1.25, 0.25],
  ['bollinger_15m', 'further beyond has run too far', { ...bands(90, 110), price: 116 }, 1.3, -0.125],
  ['bollinger_15m', 'bands without a width say nothing', bands(100, 100), 0.5, 0],
  ['bollinger_15m', 'without bands nothing', {}, 0.5, 0],
  ['last_hour', 'half a range up counts half', { fives: closes(...flat, 101) }, 0.5, 0.175],
  ['last_hour', 'half a range down counts against', { fives: closes(...flat, 99) }, -0.5, -0.175],
  [
    'last_hour',
    'what came before the hour does not count',
    { fives: closes(50, 100, ...flat.slice(1).map(() => 70), 101) },
    0.5,
    0.175,
  ],
  ['last_hour', 'more than a range counts no more', { fives: closes(...flat, 190) }, 45, 0.35],
  ['last_hour', 'less than an hour says nothing', { fives: closes(90, 101) }, 0, 0],
  ['volatility', 'ranges of 4 % of the price are calm', { atr: 4 }, 0.04, 0],
  ['volatility', 'ranges of 7 % count half against', { atr: 7 }, 0.07, -0.3],
  ['volatility', 'for a sell no less', { atr: 7, side: -1 }, 0.07, -0.3],
  ['volatility', 'ranges of a tenth and more cannot be planned for', { atr: 30 }, 0.3, -0.6],
];

test.each(rows)('%s: %s', (name, ...[, changes, value, weight]) => {
  const item = find(name, changes);
  expect(item?.value).toBeCloseTo(value, 9);
  expect(item?.weight).toBeCloseTo(weight, 9);
});

test.each<readonly [name: string, changes: Changes, text: string]>([
  ['trend_1h', hourly({ ema20: 98 }), 'price is +2.0 % from its 20-hour average'],
  ['trend_1h', {}, 'price is +0.0 % from its 20-hour average'],
  ['macd_15m', macd(0), 'MACD on quarters is rising'],
  ['macd_15m', macd(-0.1), 'MACD on quarters is falling'],
  ['adx_1h', adx(25, 30, 10), 'ADX 25: a trend, up'],
  ['adx_1h', adx(21, 10, 30), 'ADX 21: hardly a trend, down'],
  ['adx_1h', adx(22, 30, 10), 'ADX 22: a trend, up'],
  ['adx_1h', adx(null, null, null), 'ADX 0: hardly a trend, up'],
  ['rsi_1h', hourly({ rsi14: 81 }), 'RSI 81, stretched'],
  ['rsi_1h', { ...hourly({ rsi14: 19 }), side: -1 }, 'RSI 19, stretched'],
  ['rsi_1h', hourly({ rsi14: 80 }), 'RSI 80'],
  ['volume', traded(100, 400), 'the last hour traded 2.0 times the usual volume'],
  ['volume', {}, 'nothing is known of the volume'],
  ['bollinger_15m', { ...bands(90, 110), price: 105 }, '75 % of the way through its Bollinger bands'],
  ['last_hour', { fives: closes(...flat, 101) }, '0.5 hourly ranges up in the last hour'],
  ['last_hour', { fives: closes(...flat, 99) }, '0.5 hourly ranges down in the last hour'],
  ['volatility', { atr: 7 }, "an hour's range is 7.0 % of the price"],
])('%s of %o is said as: %s', (name, changes, text) => {
  expect(find(name, changes)?.text).toBe(text);
});

test('a chart says nine things, whatever it lacks', () => {
  expect(evidence({}).map(({ name }) => name)).toEqual([
    ...['trend_1h', 'macd_15m', 'adx_1h', 'rsi_1h'],
    ...['volume', 'bollinger_15m', 'last_hour', 'volatility', 'market'],
  ]);
});

test('a score lies between −1 and 1', () => {
  expect([-3, -1, -0.2, 0, 0.4, 1, 7].map(clamp)).toEqual([-1, -1, -0.2, 0, 0.4, 1, 1]);
});

test('a falling market speaks against a buy and for a sell, a rising one a little the other way', () => {
  const regime = (name: RegimeName) => ({
    ...{ name, leader: 'BTC', leaderTrend: -0.05, breadth: 0.2, change: -0.1, tokens: 10 },
    ...{ volatility: 0.01, usualVolatility: 0.01, correlation: 0.8 },
  });
  const weigh = (name: RegimeName, side: 1 | -1) => find('market', { regime: regime(name), side })?.weight;
  expect([weigh('falling', 1), weigh('falling', -1), weigh('ranging', 1), weigh('rising', 1)]).toEqual([
    -0.4, 0.4, 0, 0.15,
  ]);
});
