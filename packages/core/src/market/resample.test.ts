import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../kernel/time/index.ts';
import type { Candle } from './candle.ts';
import { readCandles } from './replay/read-candles.ts';
import { resample } from './resample.ts';

const folder = fileURLToPath(new URL('../../../../../shared/data/candles/', import.meta.url));
const missing = !existsSync(folder);

const all = async (file: string, barMs: number): Promise<Candle[]> => {
  const columns = await readCandles(`${folder}${file}`, barMs);
  return Array.from({ length: columns.length }, (_, i) => columns.at(i));
};

test.skipIf(missing).each([
  { small: '5m/SOL_USDT-5m.csv.gz', large: '1h/SOL_USDT-1h.csv.gz', fromMs: 5 * MINUTE_MS, since: 0 },
  { small: '5m/BONK_USDT-5m.csv.gz', large: '1h/BONK_USDT-1h.csv.gz', fromMs: 5 * MINUTE_MS, since: 0 },
  {
    small: '1m/WIF_USDT-perp-1m.csv.gz',
    large: '1h/WIF_USDT-perp-1h.csv.gz',
    fromMs: MINUTE_MS,
    since: Date.UTC(2025, 3, 23, 6),
  },
])('$small becomes exactly the hours of the exchange', async ({ small, large, fromMs, since }) => {
  const ours = new Map(resample(await all(small, fromMs), { fromMs, toMs: HOUR_MS }).map((bar) => [bar.openAt, bar]));
  const theirs = (await all(large, HOUR_MS)).filter((bar) => bar.openAt >= since && ours.has(bar.openAt));
  expect(theirs.length).toBeGreaterThan(200);
  for (const bar of theirs) {
    const { volume, ...prices } = ours.get(bar.openAt) as Candle;
    const { volume: volumeThere, ...pricesThere } = bar;
    expect(prices).toEqual(pricesThere);
    expect(Math.abs(volume / volumeThere - 1)).toBeLessThan(1e-9);
  }
});

const bars = fc
  .array(
    fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 0, max: 50 })),
    { minLength: 1, maxLength: 400 },
  )
  .map((rows) =>
    rows.map(
      ([a, b, volume], i): Candle => ({
        openAt: i * 5 * MINUTE_MS,
        open: a,
        close: b,
        high: Math.max(a, b) + 1,
        low: Math.min(a, b),
        volume,
      }),
    ),
  );

test('five minutes to a quarter to an hour is five minutes to an hour', () => {
  fc.assert(
    fc.property(bars, (small) => {
      const quarters = resample(small, { fromMs: 5 * MINUTE_MS, toMs: 15 * MINUTE_MS });
      expect(resample(quarters, { fromMs: 15 * MINUTE_MS, toMs: HOUR_MS })).toEqual(
        resample(small, { fromMs: 5 * MINUTE_MS, toMs: HOUR_MS }),
      );
    }),
  );
});

test('volume is kept and prices stay within high and low', () => {
  fc.assert(
    fc.property(bars, (small) => {
      const hours = resample(small, { fromMs: 5 * MINUTE_MS, toMs: HOUR_MS });
      const covered = small.slice(0, hours.length * 12);
      const sum = (rows: readonly Candle[]) => rows.reduce((total, bar) => total + bar.volume, 0);
      expect(sum(hours)).toBe(sum(covered));
      for (const hour of hours)
        expect(hour.low <= Math.min(hour.open, hour.close) && hour.high >= Math.max(hour.open, hour.close)).toBe(true);
    }),
  );
});

test('an hour that is not over is not shown', () => {
  const eleven = Array.from(
    { length: 11 },
    (_, i): Candle => ({ openAt: i * 5 * MINUTE_MS, open: 1, high: 1, low: 1, close: 1, volume: 1 }),
  );
  expect(resample(eleven, { fromMs: 5 * MINUTE_MS, toMs: HOUR_MS })).toEqual([]);
});
