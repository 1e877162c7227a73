import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../kernel/time/index.ts';
import { marketContract } from '../../testing/contracts/index.ts';
import { openSimulatedMarket } from './simulated-market.ts';

const after = (ms: number) => new Date(Date.UTC(2025, 0, 6, 14, 30) + ms);

marketContract('the simulated market', async () => ({
  market: openSimulatedMarket({ seed: 'contract' }),
  during: after(5 * HOUR_MS + 20_000),
}));

const week = { intervalMs: HOUR_MS, count: 168 };

test('the same seed is the same market, whatever was asked for before', () => {
  const one = openSimulatedMarket({ seed: 'a' });
  const other = openSimulatedMarket({ seed: 'a' });
  one.bars('SOL_USDT', week, after(40 * DAY_MS));
  expect(one.bars('SOL_USDT', week, after(9 * DAY_MS))).toEqual(other.bars('SOL_USDT', week, after(9 * DAY_MS)));
});

test('another seed is another market', () => {
  const closes = (seed: string) => openSimulatedMarket({ seed }).bars('SOL_USDT', week, after(0));
  expect(closes('a')).not.toEqual(closes('b'));
});

test('there are ten tokens with two weeks of history before the start', () => {
  const market = openSimulatedMarket({ seed: 'a' });
  expect(market.contracts().map((listed) => listed.symbol)).toEqual(
    'SOL BONK WIF PEPE DOGE JUP TRUMP PENGU BTC ETH'.split(' '),
  );
  for (const { contract } of market.contracts())
    expect(market.bars(contract, { intervalMs: DAY_MS, count: 14 }, market.startsAt)).toHaveLength(14);
});

test('prices are whole ticks', () => {
  const market = openSimulatedMarket({ seed: 'a' });
  for (const { contract, tick } of market.contracts())
    for (const { open, high, low, close } of market.barsClosedBetween(contract, after(0), after(HOUR_MS)))
      for (const price of [open, high, low, close])
        expect(Math.abs(price / Number(tick) - Math.round(price / Number(tick)))).toBeLessThan(1e-6);
});

test('a day begins where the one before it ended', () => {
  const market = openSimulatedMarket({ seed: 'a' });
  for (const { contract, tick } of market.contracts()) {
    const bars = market.barsClosedBetween(contract, after(0), after(2 * DAY_MS));
    const gaps = bars.map((bar, i) => Math.abs(bar.open - (bars[i - 1]?.close ?? bar.open)));
    expect(Math.max(...gaps)).toBeLessThan(Number(tick) * 1.5);
  }
});

const returnsOf = (closes: readonly number[]) =>
  closes.slice(1).map((close, i) => Math.log(close / (closes[i] ?? close)));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const product = (a: readonly number[], b: readonly number[]) => mean(a.map((value, i) => value * (b[i] ?? 0)));

test('BTC, ETH and SOL move together', () => {
  const market = openSimulatedMarket({ seed: 'a' });
  const daily = (contract: string) =>
    returnsOf(market.bars(contract, { intervalMs: DAY_MS, count: 200 }, after(180 * DAY_MS)).map((bar) => bar.close));
  const correlation = (a: readonly number[], b: readonly number[]) =>
    product(a, b) / Math.sqrt(product(a, a) * product(b, b));
  expect(correlation(daily('BTC_USDT'), daily('ETH_USDT'))).toBeGreaterThan(0.25);
  expect(correlation(daily('BTC_USDT'), daily('SOL_USDT'))).toBeGreaterThan(0.2);
});

test('a move of a minute says nothing of the next, but its size does', () => {
  const market = openSimulatedMarket({ seed: 'a' });
  const returns = returnsOf(
    market.barsClosedBetween('SOL_USDT', after(DAY_MS), after(15 * DAY_MS)).map((bar) => bar.close),
  );
  const sizes = returns.map(Math.abs).map((size) => Math.min(size, 0.005));
  const centred = sizes.map((size) => size - mean(sizes));
  const lagged = (values: readonly number[]) => product(values.slice(1), values.slice(0, -1)) / product(values, values);
  expect(Math.abs(lagged(returns))).toBeLessThan(0.06);
  expect(lagged(centred)).toBeGreaterThan(0.05);
});
