import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { EMA } from 'trading-signals';
import { expect, test, vi } from 'vitest';
import { type Indicators, indicatorSeries } from './indicators.ts';

const folder = fileURLToPath(new URL('../../../../../../shared/data/oracles/indicators/', import.meta.url));
const missing = !existsSync(folder);

const quotes = () =>
  readFileSync(`${folder}quotes/default.csv`, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const [date = '', ...figures] = line.split(',');
      const [open = 0, high = 0, low = 0, close = 0, volume = 0] = figures.map(Number);
      return { openAt: Date.parse(date), open, high, low, close, volume };
    });

const results = (name: string): readonly Record<string, number>[] =>
  JSON.parse(gunzipSync(readFileSync(`${folder}results/${name}.standard.json.gz`)).toString());

// Smoothed indicators start from different seeds; after this many bars every seed has faded below the tolerance.
const WARM_UP = 350;

const cases: readonly (readonly [string, string, (row: Indicators) => number | null | undefined])[] = [
  ['ema', 'ema', (row) => row.ema20],
  ['sma', 'sma', (row) => row.sma20],
  ['rsi', 'rsi', (row) => row.rsi14],
  ['macd', 'macd', (row) => row.macd?.macd],
  ['macd', 'signal', (row) => row.macd?.signal],
  ['macd', 'histogram', (row) => row.macd?.histogram],
  ['atr', 'atr', (row) => row.atr14],
  ['bb', 'upperBand', (row) => row.bands?.upper],
  ['bb', 'lowerBand', (row) => row.bands?.lower],
  ['adx', 'adx', (row) => row.adx14],
  ['adx', 'pdi', (row) => row.plusDi],
  ['adx', 'mdi', (row) => row.minusDi],
];

test.skipIf(missing).each(cases)('%s (%s) agrees with the oracle within 1e-9 after warm-up', (name, field, pick) => {
  const ours = indicatorSeries(quotes());
  const theirs = results(name);
  const worst = Math.max(
    ...theirs
      .slice(WARM_UP)
      .map((row, i) => Math.abs((pick(ours[WARM_UP + i] as Indicators) ?? Number.NaN) - (row[field] ?? Number.NaN))),
  );
  expect(worst).toBeLessThan(1e-9);
});

test('says nothing before it has seen enough bars', () => {
  expect(indicatorSeries([{ openAt: 0, open: 1, high: 1, low: 1, close: 1, volume: 1 }])[0]).toMatchObject({
    ema20: null,
    rsi14: null,
    atr14: null,
    bands: null,
    adx14: null,
  });
});

test('a warm-up makes no errors: each would carry a stack', () => {
  const asked = vi.spyOn(EMA.prototype, 'getResultOrThrow');
  const bars = Array.from({ length: 25 }, (_, i) => ({ openAt: i, open: 1, high: 2, low: 1, close: i, volume: 1 }));
  expect(indicatorSeries(bars).map(({ ema20 }) => ema20 !== null)).toEqual(bars.map((_, i) => i >= 19));
  expect(asked.mock.results.filter(({ type }) => type === 'throw')).toEqual([]);
  asked.mockRestore();
});
